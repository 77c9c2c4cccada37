using System.Numerics;
using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>Reads a number that was written when its type was a narrower one. It writes nothing.</summary>
/// <typeparam name="TWritten">The type that was written.</typeparam>
/// <typeparam name="TNumber">The type that it has become, which has every value of the former.</typeparam>
/// <typeparam name="T">The same, or an enum over it.</typeparam>
internal sealed class WideningCodec<TWritten, TNumber, T>(ValueCodec<TWritten> written) : ValueCodec<T>
    where TWritten : INumberBase<TWritten>
    where TNumber : struct, INumberBase<TNumber>
    where T : struct
{
    internal override SchemaNode Node => written.Node;

    internal override int LeastBytes => written.LeastBytes;

    public override void Write(ByteWriter writer, in T value) => throw new NotSupportedException("Only reads what an earlier version of a program has written.");

    public override T Read(ref ByteReader reader) => Unsafe.BitCast<TNumber, T>(TNumber.CreateChecked(written.Read(ref reader)));
}
