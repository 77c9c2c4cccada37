using Linq.Streaming.Execution.Checkpointing.Log;
using Linq.Streaming.Execution.Inputs;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Checkpointing.Recovery;

/// <summary>Puts a query back to where a checkpoint says it stood: state after the last batch that happened, and the batches that had begun.</summary>
internal sealed class QueryRecovery
{
    private readonly CheckpointContent? _content;
    private readonly StateParts _parts;
    private readonly IReadOnlyList<StreamInput> _inputs;
    private readonly IReadOnlyList<InputRows?> _rows;

    /// <param name="content">What the directory says; null for a new query.</param>
    /// <param name="parts">What the query keeps now.</param>
    /// <param name="inputs">Its sources.</param>
    /// <param name="rows">For each source, how its rows are read from a log; null where they are not in one.</param>
    public QueryRecovery(CheckpointContent? content, StateParts parts, IReadOnlyList<StreamInput> inputs, IReadOnlyList<InputRows?> rows)
    {
        (_content, _parts, _inputs, _rows) = (content, parts, inputs, rows);
        var records = content is null ? [] : content.Inputs.Select(Read).ToList();
        LastCommit = content?.Commits.Count > 0 ? ReadCommit(content.Commits[^1]) : default;
        CommittedInput = records.FindLast(input => input.Record.Batch == Committed)
            ?? (content?.Snapshot is { } snapshot && snapshot.Input.Batch == Committed ? new RecoveredInput(snapshot.Input, snapshot.Header) : null);
        Pending = [.. records.Where(input => input.Record.Batch > Committed)];
    }

    /// <summary>Whether there is nothing to put back.</summary>
    public bool IsNew => _content is null;

    /// <summary>The last batch that happened or was given up; 0 for none.</summary>
    public long Committed => _content?.Committed ?? 0;

    /// <summary>Where the sources stood behind it; null for none.</summary>
    public RecoveredInput? CommittedInput { get; }

    /// <summary>Batches that had begun, in order: they run again, with the same input.</summary>
    public IReadOnlyList<RecoveredInput> Pending { get; }

    private CommitRecord LastCommit { get; }

    /// <summary>What becomes of everything that is kept.</summary>
    public RecoveryReport Report()
    {
        if (_content is null)
        {
            return new RecoveryReport(true, 0, null, 0, [.. Operators().Select(id => new RecoveryItem(id, RecoveryFate.Empty, null))], []);
        }

        var matches = _parts.Match(_content.Header.Parts).GroupBy(match => match.Written.Operator).ToDictionary(group => group.Key, Fate);
        var own = Operators().ToList();
        List<RecoveryItem> items =
        [
            .. own.Select(id => matches.GetValueOrDefault(id) ?? new RecoveryItem(id, RecoveryFate.Empty, null)),
            .. _inputs.Select(SourceItem),
            .. matches.Where(match => !own.Contains(match.Key)).Select(match => match.Value),
            .. _content.Header.Sources.Where(source => _inputs.All(input => input.Name != source.Name))
                .Select(source => new RecoveryItem("source:" + source.Name, RecoveryFate.Dropped, "the query has no such source any more")),
        ];
        return new RecoveryReport(
            false, Committed, Committed == 0 ? null : new DateTimeOffset(CommittedInput?.Record.Ticks ?? LastCommit.Ticks, TimeSpan.Zero), Pending.Count, items, _content.Damaged);
    }

    /// <summary>Puts the state back.</summary>
    public void RestoreState()
    {
        if (Committed == 0)
        {
            return;
        }

        _parts.BeginRestore(Committed);
        if (_content!.Snapshot is { } snapshot)
        {
            foreach (var (offset, length) in snapshot.Parts)
            {
                var bytes = new ByteReader(snapshot.Content.AsSpan(offset, length));
                _parts.Apply(snapshot.Header.Parts, bytes.ReadVarint(), ref bytes);
            }
        }

        foreach (var commit in _content.Commits)
        {
            var bytes = new ByteReader(commit.Payload.Span);
            CommitRecord.Read(ref bytes);
            _parts.ApplyChanges(commit.Header.Parts, ref bytes);
        }

        _parts.EndRestore(Committed);
    }

    private static CommitRecord ReadCommit(LoggedRecord record)
    {
        var bytes = new ByteReader(record.Payload.Span);
        return CommitRecord.Read(ref bytes);
    }

    private RecoveredInput Read(LoggedRecord record)
    {
        var bytes = new ByteReader(record.Payload.Span);
        return new RecoveredInput(InputRecord.Read(ref bytes, [.. record.Header.Sources.Select(RowsOf)]), record.Header);
    }

    private InputRows? RowsOf(SourceEntry source)
    {
        for (var i = 0; i < _inputs.Count; i++)
        {
            if (_inputs[i].Name == source.Name && source.Rows is not null)
            {
                return _rows[i]?.For(source.Rows, out _);
            }
        }

        return null;
    }

    private RecoveryItem SourceItem(StreamInput input)
    {
        var number = RecoveredInput.NumberOf(_content!.Header, input.Name);
        var id = "source:" + input.Name;
        if (number < 0)
        {
            return new RecoveryItem(id, RecoveryFate.Empty, null);
        }

        var (written, index) = (_content.Header.Sources[number].Rows, _inputs.TakeWhile(other => other != input).Count());
        if ((written is null) != (_rows[index] is null))
        {
            return new RecoveryItem(id, RecoveryFate.Dropped, "it is a source of another kind now");
        }

        string? reason = null;
        _ = written is null ? null : _rows[index]!.For(written, out reason);
        return reason is not null ? new RecoveryItem(id, RecoveryFate.Dropped, reason)
            : new RecoveryItem(id, written == _rows[index]?.Schema ? RecoveryFate.Kept : RecoveryFate.Migrated, null);
    }

    private IEnumerable<string> Operators() => _parts.Table.Entries.Select(entry => entry.Operator).Distinct();

    private RecoveryItem Fate(IGrouping<string, (PartEntry Written, Parts.StatePart? Own, string? Reason)> parts)
    {
        if (!Operators().Contains(parts.Key))
        {
            return new RecoveryItem(parts.Key, RecoveryFate.Dropped, "the query has no such operator any more");
        }

        // One part without the others is no state.
        var lost = parts.FirstOrDefault(part => part.Own is null);
        return lost.Written is not null ? new RecoveryItem(parts.Key, RecoveryFate.Dropped, lost.Reason ?? $"it has no part '{lost.Written.Part}' any more")
            : new RecoveryItem(parts.Key, parts.All(part => part.Own!.Schema == part.Written.Schema) ? RecoveryFate.Kept : RecoveryFate.Migrated, null);
    }
}
