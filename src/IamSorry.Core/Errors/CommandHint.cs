namespace IamSorry.Errors;

/// <summary>A command that a message offers: one of ours, or one of another program.</summary>
public abstract record CommandHint
{
    private protected CommandHint()
    {
    }

    /// <summary>The command in words; one of ours by its name in the library.</summary>
    public abstract override string ToString();
}
