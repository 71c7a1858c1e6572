namespace TorchSharp;

/// <summary>When <see cref="torch.cdist"/> computes Euclidean distances through a matrix product.</summary>
public enum compute_mode
{
    /// <summary>For more than 25 rows on a side.</summary>
    use_mm_for_euclid_dist_if_necessary = 0,

    /// <summary>Always.</summary>
    use_mm_for_euclid_dist = 1,

    /// <summary>Never: slower, and more accurate for rows that lie close together.</summary>
    donot_use_mm_for_euclid_dist = 2,
}
