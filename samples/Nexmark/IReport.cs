namespace Nexmark;

/// <summary>Takes the final rows of a query.</summary>
internal interface IReport
{
    /// <summary>Takes some rows, which are made while they are enumerated.</summary>
    void Add(int count, IEnumerable<string> rows);

    /// <summary>Says that there are no more.</summary>
    /// <param name="read">How many events have been read.</param>
    void Finish(long read);
}
