using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        // On x86 the smallest integer over -1 raises a signal that ends the process, and libtorch does not check for it.
        // So integers are divided by 1 where the divisor is -1, after the dividend was negated there; that wraps as negation does.
        private Tensor Divide(Argument divisor, RoundingMode mode, bool inPlace)
        {
            if (mode is not (RoundingMode.None or RoundingMode.trunc or RoundingMode.floor))
            {
                throw new ArgumentOutOfRangeException(nameof(mode), mode, "The rounding mode must be None, trunc or floor.");
            }

            var byTensor = divisor.Kind == ValueKind.Tensor;
            if (mode == RoundingMode.None)
            {
                return byTensor
                    ? (inPlace ? Aten.DivTensorInPlace.Update(this, divisor) : Aten.DivTensor.Call(this, divisor))
                    : (inPlace ? Aten.DivScalarInPlace.Update(this, divisor) : Aten.DivScalar.Call(this, divisor));
            }

            var operation = byTensor
                ? (inPlace ? Aten.DivTensorModeInPlace : Aten.DivTensorMode)
                : (inPlace ? Aten.DivScalarModeInPlace : Aten.DivScalarMode);
            var rounding = mode == RoundingMode.trunc ? "trunc" : "floor";
            if (!MayTrap(divisor))
            {
                return inPlace ? operation.Update(this, divisor, rounding) : operation.Call(this, divisor, rounding);
            }

            using var scope = new SafeDivision(this, divisor);
            var quotient = Aten.DivTensorMode.Call(scope.Dividend, scope.Divisor, rounding);
            return inPlace ? Adopt(quotient) : quotient;
        }

        private Tensor Remain(Argument divisor, Operator operation, bool inPlace)
        {
            if (!MayTrap(divisor))
            {
                return inPlace ? operation.Update(this, divisor) : operation.Call(this, divisor);
            }

            // What is left after division by -1 is what is left after division by 1: nothing.
            using var scope = new SafeDivision(this, divisor);
            var safe = ReferenceEquals(operation, Aten.RemainderScalar) || ReferenceEquals(operation, Aten.RemainderScalarInPlace)
                || ReferenceEquals(operation, Aten.RemainderTensor) || ReferenceEquals(operation, Aten.RemainderTensorInPlace)
                ? Aten.RemainderTensor
                : Aten.FmodTensor;
            var rest = safe.Call(scope.Dividend, scope.Divisor);
            return inPlace ? Adopt(rest) : rest;
        }

        private Tensor Adopt(Tensor result)
        {
            using (result)
            {
                return copy_(result);
            }
        }

        private bool MayTrap(Argument divisor)
        {
            if (!is_integral())
            {
                return false;
            }

            return divisor.Kind switch
            {
                ValueKind.Tensor => ((Tensor)divisor.Reference!).is_integral() && ((Tensor)divisor.Reference!).AnyEqual(-1),
                ValueKind.Int => divisor.Integer == -1,
                _ => false,
            };
        }

        private bool AnyEqual(long value)
        {
            using var hits = eq(value);
            using var any = hits.any();
            return any.ToBoolean();
        }
    }
}
