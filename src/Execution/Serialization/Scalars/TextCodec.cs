using System.Reflection;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>Strings. Any string survives, also one that is no valid UTF-16.</summary>
internal sealed class TextCodec : ValueCodec<string?>
{
    internal override SchemaNode Node { get; } = new ScalarSchema(ScalarKinds.Text);

    internal override MethodInfo Writer => ((Action<ByteWriter, string?>)WriteText).Method;

    internal override MethodInfo Reader => ((ScalarReader<string?>)ReadText).Method;

    public override void Write(ByteWriter writer, in string? value) => writer.WriteText(value);

    public override string? Read(ref ByteReader reader) => reader.ReadText();

    private static void WriteText(ByteWriter writer, string? value) => writer.WriteText(value);

    private static string? ReadText(ref ByteReader reader) => reader.ReadText();
}
