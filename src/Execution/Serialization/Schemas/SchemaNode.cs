namespace Linq.Streaming.Execution.Serialization;

/// <summary>What bytes consist of. A graph, since a record may hold itself.</summary>
internal abstract class SchemaNode;

/// <summary>A scalar of a kind that <see cref="ScalarKinds"/> lists, or a blob of another format.</summary>
internal sealed class ScalarSchema(string kind) : SchemaNode
{
    public string Kind => kind;
}

/// <summary>A byte that says whether there is a value, then the value: a nullable value type, or an object.</summary>
internal sealed class OptionalSchema(SchemaNode value) : SchemaNode
{
    public SchemaNode Value => value;
}

/// <summary>A number of elements, or null, and the elements.</summary>
/// <param name="kind">Which of <see cref="SequenceKinds"/>.</param>
/// <param name="parts">What each element consists of: one node, or two for a map.</param>
internal sealed class SequenceSchema(string kind, params IReadOnlyList<SchemaNode> parts) : SchemaNode
{
    public string Kind => kind;

    public IReadOnlyList<SchemaNode> Parts => parts;
}

/// <summary>Members one after the other.</summary>
internal sealed class RecordSchema : SchemaNode
{
    private const int MostLeastBytes = 1 << 24;

    /// <summary>The members in the order of their bytes; set once, when a type's members are known.</summary>
    public IReadOnlyList<(string Name, SchemaNode Value)> Members { get; set; } = [];

    /// <summary>How many bytes it takes at least; 1 for a record without members, so that a number of them is bounded by bytes.</summary>
    public int LeastBytes => field == 0 ? field = (int)Math.Clamp(Members.Sum(member => (long)SkippedValue.LeastBytes(member.Value)), 1, MostLeastBytes) : field;
}
