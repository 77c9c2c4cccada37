namespace Faults.Kills;

/// <summary>How many kills are left, for several runs at once.</summary>
internal sealed class Budget(int count)
{
    private readonly Lock _gate = new();
    private int _left = count;
    private int _spent;

    public int Spent => _spent;

    /// <summary>Takes some, at most; none where none are left.</summary>
    public int Take(int most)
    {
        lock (_gate)
        {
            var taken = Math.Min(most, _left);
            _left -= taken;
            return taken;
        }
    }

    /// <summary>Says how many of those that were taken were used; the others can be taken again.</summary>
    public void Settle(int taken, int used)
    {
        lock (_gate)
        {
            _left += taken - used;
            _spent += used;
        }
    }
}
