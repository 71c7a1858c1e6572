namespace ResearchKit.Models;

/// <summary>Whose names a transformer block gives to its parts.</summary>
public enum TransformerNames
{
    /// <summary>
    /// timm's vision transformer: <c>norm1</c>, <c>attn.qkv</c> (query, key and value rows in one matrix), <c>attn.proj</c>, <c>norm2</c>, <c>mlp.fc1</c>, <c>mlp.fc2</c>; gated <c>mlp.fc1_g</c>, <c>mlp.fc1_x</c>.
    /// </summary>
    Timm,

    /// <summary>
    /// Llama's: <c>input_layernorm</c>, <c>self_attn.q_proj</c>, <c>k_proj</c>, <c>v_proj</c>, <c>o_proj</c>, <c>post_attention_layernorm</c>, <c>mlp.gate_proj</c> (where gated), <c>mlp.up_proj</c>, <c>mlp.down_proj</c>.
    /// </summary>
    Llama,
}
