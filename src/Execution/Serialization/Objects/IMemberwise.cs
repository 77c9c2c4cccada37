namespace Linq.Streaming.Execution.Serialization;

/// <summary>A codec of a type that consists of members, which are found when the codec is there already, since a type may hold itself.</summary>
internal interface IMemberwise
{
    /// <summary>The members that are written. Another takes its place, before <see cref="Complete"/>, where an earlier version of the type is read.</summary>
    RecordSchema Record { get; set; }

    /// <summary>Whether a byte says if there is a value; settable where an earlier version of the type had none.</summary>
    bool HasPresence { get; set; }

    /// <summary>Says what is done for the members, once, before the codec is used.</summary>
    void Complete(IReadOnlyList<MemberStep> steps);
}
