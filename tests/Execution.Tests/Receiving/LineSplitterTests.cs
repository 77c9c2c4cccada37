using System.Buffers;
using System.Text;
using CsCheck;
using Linq.Streaming.Execution.Receiving.Sockets;

namespace Execution.Tests.Receiving;

public sealed class LineSplitterTests
{
    [Theory]
    [InlineData("a\nb\n", "a|b")]
    [InlineData("a\r\nb", "a|b")]
    [InlineData("\n\n", "|")]
    [InlineData("", "")]
    [InlineData("last", "last")]
    [InlineData("12345678\nab\n", "12345678|ab")]
    [InlineData("12345678\r\nab\n", "12345678|ab")]
    [InlineData("äöü\n", "äöü")]
    public void Lines_are_cut_at_their_ends(string text, string lines)
    {
        var (found, malformed) = Split(Encoding.UTF8.GetBytes(text), 8, int.MaxValue);
        Assert.Equal(lines.Length == 0 && text.Length == 0 ? [] : lines.Split('|'), found);
        Assert.Empty(malformed);
    }

    [Fact]
    public void Lines_that_are_too_long_or_no_text_are_told_with_their_number_and_passed_over()
    {
        var bytes = Encoding.UTF8.GetBytes("ok\n123456789\nfine\n").Concat(new byte[] { 0xC3, 0x28, (byte)'\n' }).Concat("123456789 and so on"u8.ToArray()).ToArray();
        var (found, malformed) = Split(bytes, 8, 3);
        Assert.Equal(["ok", "fine"], found);
        Assert.Equal(["2: The line is longer than 8 bytes.", "4: It is no UTF-8 text.", "5: The line is longer than 8 bytes."], malformed);
    }

    [Fact]
    public void How_bytes_come_makes_no_difference() => Gen.Select(Gen.OneOf(Gen.Byte, Gen.Const((byte)'\n'), Gen.Const((byte)'a'), Gen.Const((byte)'\r')).Array[0, 60], Gen.Int[1, 7], Gen.Int[1, 12]).Sample(
        (bytes, step, max) =>
        {
            var (whole, parts) = (Split(bytes, max, int.MaxValue), Split(bytes, max, step));
            Assert.Equal(whole.Lines, parts.Lines);
            Assert.Equal(whole.Malformed, parts.Malformed);
            Assert.Equal(Slowly(bytes, max), whole.Lines);
        },
        iter: 5_000,
        threads: 1);

    // No more is kept than a line may be long.
    private static (List<string> Lines, List<string> Malformed) Split(byte[] bytes, int max, int step)
    {
        var (lines, malformed) = (new List<string>(), new List<string>());
        var splitter = new LineSplitter(max, (line, reason, _) => malformed.Add($"{line}: {reason}"));
        var rest = Array.Empty<byte>();
        for (var at = 0; at <= bytes.Length; at += Math.Min(step, Math.Max(1, bytes.Length - at)))
        {
            var end = (int)Math.Min(bytes.Length, (long)at + step);
            rest = [.. rest, .. bytes[at..end]];
            var buffer = new ReadOnlySequence<byte>(rest);
            while (splitter.TryNext(ref buffer, end == bytes.Length, out var line))
            {
                lines.Add(line);
            }

            rest = buffer.ToArray();
            Assert.True(rest.Length <= max + 1);
            if (end == bytes.Length)
            {
                break;
            }
        }

        return (lines, malformed);
    }

    private static IEnumerable<string> Slowly(byte[] bytes, int max)
    {
        var strict = new UTF8Encoding(false, true);
        var parts = Encoding.Latin1.GetString(bytes).Split('\n');
        foreach (var part in parts[^1].Length == 0 ? parts[..^1] : parts)
        {
            var line = Encoding.Latin1.GetBytes(part.EndsWith('\r') ? part[..^1] : part);
            string? text = null;
            try
            {
                text = line.Length <= max ? strict.GetString(line) : null;
            }
            catch (DecoderFallbackException)
            {
            }

            if (text is not null)
            {
                yield return text;
            }
        }
    }
}
