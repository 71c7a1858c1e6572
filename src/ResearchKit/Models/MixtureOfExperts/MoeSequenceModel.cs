using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>A bidirectional transformer with experts that gives scores at every place of a sequence.</summary>
/// <remarks>
/// Parameters: <c>symbols.weight</c> (standard deviation 0.3), <c>positions.weight</c> (0.1), <c>blocks.N.…</c> with <c>blocks.N.moe.…</c> in sparse blocks, <c>norm</c>, <c>head</c>.
/// </remarks>
public sealed class MoeSequenceModel : nn.Module<Tensor, Tensor>, IMoePredictor
{
    private const double SymbolScale = 0.3;
    private const double PositionScale = 0.1;

    private readonly (Parameter Symbols, Parameter Positions) _tables;
    private readonly MoeEncoder _encoder;
    private readonly Func<Tensor, Tensor> _head;

    /// <summary>Makes a network whose parameters depend on the options and the seed alone.</summary>
    /// <param name="options">The shape of the blocks.</param>
    /// <param name="vocabulary">The number of symbols.</param>
    /// <param name="length">The longest sequence.</param>
    /// <param name="classes">Scores at each place.</param>
    /// <param name="seed">The root of the initial parameters.</param>
    /// <exception cref="ArgumentException">A size is not positive, or the shape is no network's.</exception>
    public MoeSequenceModel(MoeEncoderOptions options, int vocabulary, int length, int classes, Seed seed)
        : base(nameof(MoeSequenceModel))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Guard.Positive(vocabulary, nameof(vocabulary));
        Guard.Positive(length, nameof(length));
        Guard.Positive(classes, nameof(classes));
        (Options, Vocabulary, Length, Classes) = (options, vocabulary, length, classes);
        var factory = new ParameterFactory(seed, options.DataType);
        _tables = (Table("symbols", vocabulary, SymbolScale), Table("positions", length, PositionScale));
        _encoder = new MoeEncoder(this, factory, options, seed);
        var head = factory.Linear("head", options.Width, classes, 1 / Math.Sqrt(3 * options.Width), bias: true);
        register_module("head", head);
        _head = head.call;

        Parameter Table(string name, int rows, double deviation)
        {
            var container = new Container(name);
            var table = factory.Parameter($"{name}.weight", [rows, options.Width], deviation);
            container.register_parameter("weight", table);
            register_module(name, container);
            return table;
        }
    }

    /// <summary>The shape of the blocks.</summary>
    public MoeEncoderOptions Options { get; }

    /// <summary>The number of symbols.</summary>
    public int Vocabulary { get; }

    /// <summary>The longest sequence.</summary>
    public int Length { get; }

    /// <summary>Scores at each place.</summary>
    public int Classes { get; }

    /// <inheritdoc/>
    public IReadOnlyList<MoeLayer> MoeLayers => _encoder.Sparse;

    /// <summary>Gives the scores of a batch as in evaluation.</summary>
    /// <param name="input">Symbols, (B, L) int64 with L at most <see cref="Length"/>.</param>
    /// <returns>Scores, (B, L, classes).</returns>
    public override Tensor forward(Tensor input) => Run(input, MoePass.Evaluation);

    /// <inheritdoc/>
    public Tensor Run(Tensor input, MoePass pass)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(pass);
        var (batch, length) = (input.shape[0], input.shape[1]);
        if (length > Length)
        {
            throw new ArgumentException($"the sequences have {length} symbols; expected at most {Length}", nameof(input));
        }

        var x = _tables.Symbols.index_select(0, input.reshape(-1)).view(batch, length, Options.Width) + _tables.Positions.narrow(0, 0, length);
        return _head(_encoder.Run(x, pass)); // (B, L, classes)
    }

    /// <summary>Makes a network with equal parameters, experts and expert maps, and memory of its own.</summary>
    /// <returns>The copy, which the caller owns.</returns>
    public MoeSequenceModel Copy() => MoeEncoder.Copy(this, new MoeSequenceModel(Options, Vocabulary, Length, Classes, 0));

    nn.Module IMoePredictor.Network => this;

    IMoePredictor IMoePredictor.Copy() => Copy();
}
