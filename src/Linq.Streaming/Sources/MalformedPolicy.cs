namespace Linq.Streaming;

/// <summary>What a source does with input that is no row: fail, leave it out, or hand it to somebody. It is counted in any case.</summary>
public sealed class MalformedPolicy
{
    private readonly Action<MalformedInput>? _letter;

    private MalformedPolicy(bool fails, Action<MalformedInput>? letter) => (Fails, _letter) = (fails, letter);

    /// <summary>The source fails with LS4006, after all that came before it. The default.</summary>
    public static MalformedPolicy Fail { get; } = new(true, null);

    /// <summary>It is left out and counted.</summary>
    public static MalformedPolicy Skip { get; } = new(false, null);

    internal bool Fails { get; }

    /// <summary>It is handed to <paramref name="letter"/>, and left out.</summary>
    /// <param name="letter">
    /// Called where the source reads, one call at a time for each source. What it throws fails the source. After a restart it may be told again what it was told before, with the same
    /// <see cref="MalformedInput.Position"/>.
    /// </param>
    public static MalformedPolicy DeadLetter(Action<MalformedInput> letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return new MalformedPolicy(false, letter);
    }

    /// <summary>Applies the policy; returns if the source is to go on without the input. Whoever calls counts.</summary>
    /// <exception cref="StreamQueryException">LS4006, where the policy is to fail.</exception>
    public void Handle(MalformedInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (Fails)
        {
            throw new StreamQueryException(StreamErrors.MalformedInput(input.Source, input.Position, input.Reason, input.Content));
        }

        _letter?.Invoke(input);
    }
}
