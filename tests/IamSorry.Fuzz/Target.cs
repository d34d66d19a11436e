namespace IamSorry.Fuzz;

/// <summary>Something that reads what others wrote, and what it promises.</summary>
/// <param name="Name">As <c>scripts/fuzz.sh</c> and the folders of the corpus call it.</param>
/// <param name="Run">Runs it on an input. Any exception is a find; <see cref="BrokenPromiseException"/> says which promise
/// was broken.</param>
public sealed record Target(string Name, Action<byte[]> Run)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
