using IamSorry.Ini;

namespace IamSorry.Profiles;

/// <summary>The file <c>~/.aws/credentials</c>: a profile is a section of the same name.</summary>
/// <param name="document">The file.</param>
public sealed class CredentialsFile(IniDocument document) : ProfileFile(document)
{
    /// <inheritdoc/>
    public override IReadOnlyCollection<string> Names => Document.SectionNames;

    /// <inheritdoc/>
    public override bool RemoveProfile(string profile) => Document.RemoveSection(profile);

    /// <inheritdoc/>
    protected override string? SectionOf(string profile) => Document.Contains(profile) ? profile : null;

    /// <inheritdoc/>
    protected override string NewSectionFor(string profile) => profile;
}
