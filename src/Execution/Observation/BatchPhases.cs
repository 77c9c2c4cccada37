namespace Linq.Streaming;

/// <summary>Where the time of a batch went. The first two lie before its submission; the others make up its processing, less what it waited for its outputs' turn.</summary>
/// <param name="Allocate">Taking the input from the sources.</param>
/// <param name="Generate">Making the RDDs and jobs, and handing the input to the log.</param>
/// <param name="Compute">Running the stages.</param>
/// <param name="Deliver">Calling outputs and preparing sinks, with the wait for the input to be durable.</param>
/// <param name="Commit">Recording that the batch has happened, and committing sinks.</param>
public sealed record BatchPhases(TimeSpan Allocate, TimeSpan Generate, TimeSpan Compute, TimeSpan Deliver, TimeSpan Commit);
