using System.IO.Hashing;
using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming.Execution.Sinks.Rolling;

/// <content>What a start does, and a call after one that has failed.</content>
internal sealed partial class RollingFiles
{
    private void Recover()
    {
        var found = _journal.Read();
        if (found is null || found.QueryId != _state.QueryId || found.Output != _state.Output)
        {
            ThrowIfRows(found);
            found = new SinkState(_state.QueryId, _state.Output, _state.Epoch);
        }

        if (found.Epoch > _state.Epoch)
        {
            throw SinkJournal.Fenced(_state, found);
        }

        _state = found with { Epoch = _state.Epoch };
        _journal.Replace(_state);
        RecoverFile();
        FinishComplete();
        DeleteLeftovers();
    }

    // Whoever deletes the files for readers may begin again with another query; what another query has left is not mixed with.
    private void ThrowIfRows(SinkState? found)
    {
        if (names.HasRows(files.List(names.Directory)))
        {
            var whose = found is null ? "that no query is known of" : $"of output '{found.Output}' of query {found.QueryId}";
            throw new InvalidOperationException(
                $"'{names.Directory}' has files with this prefix {whose}; this is output '{_state.Output}' of query {_state.QueryId}. Use another directory or prefix, or delete the files.");
        }
    }

    // Written anew, since what could not be synced once may be seen, or seen to be cut off, and yet never be so on the device.
    private void RecoverFile()
    {
        (_hash, _preparedHash) = (new XxHash3(), new XxHash3());
        if ((_state.Prepared is { } prepared ? prepared.File : _state.File) is not { } whole)
        {
            return;
        }

        var path = names.Current(whole.First);
        if (!files.Exists(path))
        {
            _state = _state.IsComplete ? _state with { File = null, IsComplete = false } : throw Damaged(path, whole, "is missing");
            return;
        }

        var content = files.Read(path);
        _hash = Checked(content, _state.File, path);
        _preparedHash = Checked(content, whole, path);
        files.WriteAtomically(path, content.AsSpan(0, (int)whole.Length));
    }

    private static XxHash3 Checked(byte[] content, OpenFile? file, string path)
    {
        var hash = new XxHash3();
        if (file is not null)
        {
            hash.Append(content.AsSpan(0, (int)Math.Min(file.Length, content.Length)));
            if (content.Length < file.Length || hash.GetCurrentHashAsUInt64() != file.Check)
            {
                throw Damaged(path, file, "is damaged");
            }
        }

        return hash;
    }

    private static InvalidDataException Damaged(string path, OpenFile file, string what) =>
        new($"'{path}' {what}: it had {file.Rows} rows ({file.Length} bytes) of batches {file.First} to {file.Last}, which no reader has seen.");

    private void DeleteLeftovers()
    {
        var current = (_state.Prepared?.File ?? _state.File) is { } file ? names.Current(file.First) : null;
        foreach (var path in names.Unfinished(files.List(names.Directory)).Where(path => path != current))
        {
            files.Delete(path);
        }
    }
}
