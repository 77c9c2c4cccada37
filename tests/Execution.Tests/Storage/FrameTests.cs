using CsCheck;
using Linq.Streaming.Execution.Storage;

namespace Execution.Tests.Storage;

public sealed class FrameTests
{
    private static readonly Record[] Five =
    [
        new(1, 7, [1, 2, 3]), new(2, 0, []), new(ushort.MaxValue, ulong.MaxValue, [.. Enumerable.Range(0, 100).Select(i => (byte)i)]), new(1, 7, "LQSFLQ"u8.ToArray()), new(3, 9, new byte[40]),
    ];

    private static readonly Gen<Record[]> Logs = Gen.Select(Gen.UShort, Gen.ULong, Gen.Byte.Array[0, 300], (kind, schema, payload) => new Record(kind, schema, payload)).Array[0, 8];

    [Fact]
    public void Frames_come_back_as_they_were_written() => Logs.Sample(records =>
    {
        var log = LogOf(records);
        var read = ReadAll(log);

        Assert.Equal(records, read.Records, Record.Same);
        Assert.Equal((FrameEnd.End, log.Length), (read.End, read.Offset));
        Assert.Equal(log.Length, records.Sum(record => Frame.Overhead + record.Payload.Length));
    });

    [Fact]
    public void The_buffer_of_a_writer_is_used_again()
    {
        var writer = new FrameWriter();
        writer.Write(1, 2, [3]);
        var first = writer.Written.ToArray();
        writer.Clear();
        Assert.True(writer.Written.IsEmpty);

        writer.Write(1, 2, [3]);

        Assert.Equal(first, writer.Written);
    }

    [Fact]
    public void Every_truncation_is_torn_behind_the_last_whole_frame()
    {
        var log = LogOf(Five);
        var ends = EndsOf(Five);
        for (var length = 0; length < log.Length; length++)
        {
            var read = ReadAll(log.AsSpan(0, length));
            var whole = ends.Count(end => end <= length);

            Assert.Equal(Five.Take(whole), read.Records, Record.Same);
            Assert.Equal(whole == 0 ? 0 : ends[whole - 1], read.Offset);
            Assert.Equal(read.Offset == length ? FrameEnd.End : FrameEnd.Torn, read.End);
        }
    }

    [Fact]
    public void No_flipped_bit_gives_another_frame()
    {
        var log = LogOf(Five);
        var ends = EndsOf(Five);
        for (var bit = 0; bit < log.Length * 8; bit++)
        {
            log[bit / 8] ^= (byte)(1 << (bit % 8));
            var read = ReadAll(log);
            var damaged = ends.Count(end => end <= bit / 8);

            Assert.Equal(Five.Take(damaged), read.Records, Record.Same);
            Assert.Equal((damaged == Five.Length - 1 ? FrameEnd.Torn : FrameEnd.Corrupt, damaged == 0 ? 0 : ends[damaged - 1]), (read.End, read.Offset));
            log[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Whatever_happens_to_some_bytes_only_whole_frames_are_read() => Gen.Select(Logs, Gen.Select(Gen.Int[0, 9_999], Gen.Byte).Array[1, 6]).Sample((records, damages) =>
    {
        var log = LogOf(records);
        foreach (var (position, value) in damages.Where(_ => log.Length > 0))
        {
            log[position % log.Length] = value;
        }

        var read = ReadAll(log);

        Assert.Equal(records.Take(read.Records.Count), read.Records, Record.Same);
        Assert.Equal(read.Records.Count == records.Length, read.End == FrameEnd.End);
    });

    [Fact]
    public void Garbage_behind_the_frames_is_torn() => Gen.Byte.Array[1, 200].Sample(garbage =>
    {
        var read = ReadAll([.. LogOf(Five), .. garbage]);

        Assert.Equal(Five, read.Records, Record.Same);
        Assert.Equal((FrameEnd.Torn, EndsOf(Five)[^1]), (read.End, read.Offset));
    });

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(4096)]
    public void Zeros_behind_the_frames_are_torn(int zeros) => Assert.Equal(FrameEnd.Torn, ReadAll([.. LogOf(Five), .. new byte[zeros]]).End);

    [Fact]
    public void Zeros_between_frames_are_corrupt()
    {
        var read = ReadAll([.. LogOf(Five[..2]), .. new byte[50], .. LogOf(Five[2..])]);

        Assert.Equal((FrameEnd.Corrupt, 2), (read.End, read.Records.Count));
    }

    [Fact]
    public void A_hole_in_the_last_write_is_torn_though_frames_come_after_it()
    {
        var writer = new FrameWriter();
        Array.ForEach(Five, record => writer.Write(record.Kind, record.SchemaId, record.Payload));
        byte[] log = [.. LogOf(Five), .. writer.Written];
        log.AsSpan(EndsOf(Five)[^1] + EndsOf(Five)[1], 20).Clear();

        var read = ReadAll(log);

        Assert.Equal((FrameEnd.Torn, Five.Length + 2), (read.End, read.Records.Count));
    }

    [Fact]
    public void Two_logs_are_one_unless_the_first_is_torn()
    {
        var log = LogOf(Five);

        var whole = ReadAll([.. log, .. log]);
        Assert.Equal([.. Five, .. Five], whole.Records, Record.Same);
        Assert.Equal(FrameEnd.End, whole.End);
        for (var cut = 1; cut < Frame.Overhead + Five[^1].Payload.Length; cut++)
        {
            var read = ReadAll([.. log[..^cut], .. log]);
            Assert.Equal((FrameEnd.Corrupt, Five.Length - 1), (read.End, read.Records.Count));
        }
    }

    [Fact]
    public void A_frame_of_a_newer_version_is_told_from_damage()
    {
        var newer = new byte[60];
        new FrameHeader(1, Frame.CurrentVersion + 1, 2, 3).WriteTo(newer);

        var read = ReadAll([.. LogOf(Five), .. newer]);

        Assert.Equal((FrameEnd.Newer, Five.Length, EndsOf(Five)[^1]), (read.End, read.Records.Count, read.Offset));
        Assert.Equal(FrameEnd.Corrupt, ReadAll([.. LogOf(Five)[..^1], .. newer]).End);
    }

    [Fact]
    public void A_length_beyond_the_bound_is_not_believed()
    {
        var frame = new byte[60];
        foreach (var length in new[] { (uint)Frame.MaxPayload + 1, uint.MaxValue, 1_000u })
        {
            new FrameHeader(1, Frame.CurrentVersion, 2, length).WriteTo(frame);
            Assert.Equal(FrameEnd.Torn, ReadAll(frame).End);
        }
    }

    [Fact]
    public void Frames_are_read_and_written_without_allocations()
    {
        var writer = new FrameWriter();
        var payload = new byte[100];
        long Measure()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            writer.Clear();
            for (var i = 0; i < 50; i++)
            {
                writer.Write(1, 2, payload);
            }

            var reader = new FrameReader(writer.Written);
            while (reader.TryRead(out _))
            {
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Measure();

        Assert.Equal(0, Measure());
    }

    // Each in a write of its own.
    private static byte[] LogOf(IEnumerable<Record> records)
    {
        var (writer, log) = (new FrameWriter(), new List<byte>());
        foreach (var record in records)
        {
            writer.Clear();
            writer.Write(record.Kind, record.SchemaId, record.Payload);
            log.AddRange(writer.Written);
        }

        return [.. log];
    }

    private static int[] EndsOf(Record[] records) => [.. records.Select((_, i) => records.Take(i + 1).Sum(record => Frame.Overhead + record.Payload.Length))];

    private static (List<Record> Records, FrameEnd End, int Offset) ReadAll(ReadOnlySpan<byte> log)
    {
        var records = new List<Record>();
        var reader = new FrameReader(log);
        while (reader.TryRead(out var frame))
        {
            records.Add(new Record(frame.Kind, frame.SchemaId, frame.Payload.ToArray()));
        }

        Assert.False(reader.TryRead(out _));
        return (records, reader.End, reader.Offset);
    }

    private sealed record Record(ushort Kind, ulong SchemaId, byte[] Payload)
    {
        public static bool Same(Record one, Record other) => one.Kind == other.Kind && one.SchemaId == other.SchemaId && one.Payload.AsSpan().SequenceEqual(other.Payload);
    }
}
