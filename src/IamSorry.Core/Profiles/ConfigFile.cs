using IamSorry.Ini;

namespace IamSorry.Profiles;

/// <summary>
/// The file <c>~/.aws/config</c>: a profile is <c>[default]</c> or <c>[profile name]</c>; <c>[sso-session x]</c>, <c>[services
/// x]</c> and all else are no profiles. When several spellings name one profile (<c>[profile a]</c> and <c>[profile "a"]</c>) the
/// last one counts and hides the others, as in botocore. SDKs that let <c>[profile default]</c> win wherever it stands differ
/// only for files with both.
/// </summary>
/// <param name="document">The file.</param>
public sealed class ConfigFile(IniDocument document) : ProfileFile(document)
{
    private (int Version, OrderedDictionary<string, string> Sections)? _index;

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> Names => Sections.Keys;

    /// <inheritdoc/>
    public override bool RemoveProfile(string profile)
    {
        var removed = false;
        while (SectionOf(profile) is { } section)
        {
            removed |= Document.RemoveSection(section);
        }

        return removed;
    }

    /// <inheritdoc/>
    protected override string? SectionOf(string profile)
        => Sections.GetValueOrDefault(profile);

    /// <inheritdoc/>
    protected override string NewSectionFor(string profile) => ConfigSection.NameFor(profile);

    /// <summary>Profile to section, built once for as long as no section comes or goes.</summary>
    private OrderedDictionary<string, string> Sections
    {
        get
        {
            if (_index is not { } index || index.Version != Document.Version)
            {
                _index = index = (Document.Version, new(StringComparer.Ordinal));
                foreach (var section in Document.SectionNames)
                {
                    if (ConfigSection.ProfileOf(section) is { } profile)
                    {
                        index.Sections[profile] = section;
                    }
                }
            }

            return index.Sections;
        }
    }
}
