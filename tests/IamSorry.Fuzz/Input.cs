namespace IamSorry.Fuzz;

/// <summary>Takes an input apart: some bytes that choose what is done, then what it is done to.</summary>
internal ref struct Input(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>What has not been taken yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>One of so many choices; the first where the input is at its end.</summary>
    public int Choose(int choices)
    {
        if (_rest.IsEmpty)
        {
            return 0;
        }

        var choice = _rest[0] % choices;
        _rest = _rest[1..];
        return choice;
    }

    /// <summary>The bytes up to the first NUL, which is left out; none where there is no NUL.</summary>
    public ReadOnlySpan<byte> UpToNul()
    {
        var end = _rest.IndexOf((byte)0);
        if (end < 0)
        {
            return [];
        }

        var taken = _rest[..end];
        _rest = _rest[(end + 1)..];
        return taken;
    }

    /// <summary>As many bytes, or all there are.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..Math.Min(count, _rest.Length)];
        _rest = _rest[taken.Length..];
        return taken;
    }
}
