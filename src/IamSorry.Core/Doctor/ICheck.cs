using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>One thing that the doctor looks at: it looks, and changes nothing. <see cref="CheckList"/> names them.</summary>
internal interface ICheck
{
    /// <summary>What is to be said; nothing where all is well.</summary>
    Task<IEnumerable<Finding>> FindAsync(Examination it, CancellationToken cancellation);
}

/// <summary>A check that waits for nobody.</summary>
internal abstract class OfflineCheck : ICheck
{
    /// <summary>What is to be said; nothing where all is well.</summary>
    public abstract IEnumerable<Finding> Find(Examination it);

    /// <inheritdoc/>
    public Task<IEnumerable<Finding>> FindAsync(Examination it, CancellationToken cancellation) => Task.FromResult(Find(it));
}

/// <summary>
/// A check of what stands in the AWS files. The doctor tells what these find, its fixes mend what has one: both run these and no
/// others, so they cannot drift apart.
/// </summary>
internal abstract class FilesCheck : OfflineCheck
{
    /// <summary>What is to be said of these files, as they were read or as they are being edited.</summary>
    public abstract IEnumerable<Finding> Find(ProfileSnapshot files, DiagnosticContext here);

    /// <inheritdoc/>
    public sealed override IEnumerable<Finding> Find(Examination it) => it.Files is { } files ? Find(files, it.Here) : [];
}

/// <summary>A check that asks AWS, with the manager's key.</summary>
internal interface IOnlineCheck
{
    /// <summary>What is to be said; nothing where all is well, or where the policy does not let it be asked.</summary>
    Task<IEnumerable<Finding>> FindAsync(OnlineExamination it, CancellationToken cancellation);
}
