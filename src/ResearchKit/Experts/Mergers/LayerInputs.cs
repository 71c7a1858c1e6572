using ResearchKit.Compression;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>The inputs of the weights of each expert over the kept tokens routed to it; over all kept tokens for an expert that had none.</summary>
internal sealed class LayerInputs : IDisposable
{
    private readonly ExpertCalibration _calibration;
    private readonly InputStatistics _tokens;
    private readonly InputStatistics _hidden;

    public LayerInputs(ExpertCalibration calibration)
    {
        _calibration = calibration;
        _tokens = new InputStatistics(calibration.Experts[0].ModelSize, withGram: false);
        _hidden = new InputStatistics(calibration.Experts[0].HiddenSize, withGram: false);
        for (var e = 0; e < calibration.Experts.Count; e++)
        {
            using var scope = NewDisposeScope();
            var routed = Routed(e);
            _tokens.Add(routed);
            _hidden.Add(calibration.Experts[e].Hidden(routed));
        }
    }

    /// <summary>The norm of each input of a weight over the tokens of all experts.</summary>
    public Tensor Norm(ExpertPart part) => part == ExpertPart.Down ? _hidden.Norm : _tokens.Norm;

    /// <summary>The second moments of one expert's inputs.</summary>
    public ExpertMoments Of(int expert)
    {
        using var scope = NewDisposeScope();
        var routed = Routed(expert);
        return new ExpertMoments(routed, _calibration.Experts[expert].Hidden(routed));
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _hidden.Dispose();
    }

    private Tensor Routed(int expert)
    {
        var tokens = _calibration.Tokens();
        var places = _calibration.Routing.Selected.eq(expert).any(1).nonzero().flatten();
        return places.numel() == 0 ? tokens : tokens.index_select(0, places.to(tokens.device));
    }

    /// <summary>Second moments of the tokens and of the hidden units of one expert.</summary>
    internal sealed class ExpertMoments : IDisposable
    {
        private readonly InputStatistics _tokens;
        private readonly InputStatistics _hidden;

        public ExpertMoments(Tensor tokens, Tensor hidden)
        {
            _tokens = new InputStatistics(tokens.shape[^1]);
            _hidden = new InputStatistics(hidden.shape[^1]);
            _tokens.Add(tokens);
            _hidden.Add(hidden);
        }

        public Tensor Gram(ExpertPart part) => part == ExpertPart.Down ? _hidden.Gram : _tokens.Gram;

        public void Dispose()
        {
            _tokens.Dispose();
            _hidden.Dispose();
        }
    }
}
