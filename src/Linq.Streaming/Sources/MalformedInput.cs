namespace Linq.Streaming;

/// <summary>A piece of input that is no row.</summary>
/// <param name="Source">The name of the source.</param>
/// <param name="Position">Where it stands, in the source's own words, such as <c>log-3.txt, line 17</c> or <c>clicks-0, offset 4711</c>: the same after a restart.</param>
/// <param name="Reason">Why it is no row.</param>
/// <param name="Content">The input as text, or as much of it as the source keeps; bytes that are no text as hexadecimal digits.</param>
public sealed record MalformedInput(string Source, string Position, string Reason, string Content);
