using IamSorry.Ini;

namespace IamSorry.Profiles;

/// <summary>Profiles and their fields in one of the two files. Fields match without regard to case.</summary>
/// <param name="document">The file.</param>
public abstract class ProfileFile(IniDocument document)
{
    /// <summary>The file itself.</summary>
    public IniDocument Document { get; } = document;

    /// <summary>The profiles, each once, in the order of the file.</summary>
    public abstract IReadOnlyCollection<string> Names { get; }

    /// <summary>Whether the file has the profile.</summary>
    public bool Contains(string profile) => SectionOf(profile) is not null;

    /// <summary>A field's value, or null when the profile or the field is missing.</summary>
    public string? Get(string profile, string field) => SectionOf(profile) is { } section ? Document.Get(section, field) : null;

    /// <summary>
    /// Every value a field has, in the order of the file; more than one when it is repeated. The last one counts.
    /// </summary>
    public IReadOnlyList<string> GetAll(string profile, string field)
        => SectionOf(profile) is { } section ? Document.GetAll(section, field) : [];

    /// <summary>How many sections hold the profile; their fields count as one section's.</summary>
    public int CountSections(string profile) => SectionOf(profile) is { } section ? Document.CountSections(section) : 0;

    /// <summary>Whether a field is spelt so that every SDK sees it: in lower case, with an <c>=</c>.</summary>
    public bool IsSpelt(string profile, string field) => SectionOf(profile) is { } section && Document.IsSpelt(section, field);

    /// <summary>The names of the profile's fields, in lower case.</summary>
    public IReadOnlyCollection<string> Fields(string profile) => SectionOf(profile) is { } section ? Document.Keys(section) : [];

    /// <summary>Sets a field, and adds the profile when it is missing.</summary>
    /// <exception cref="Errors.InvalidInputException">Name, field or value cannot be written.</exception>
    public void Set(string profile, string field, string value) => Document.Set(SectionFor(profile), field, value);

    /// <summary>Sets a field and removes its repetitions, so that no older value (an unsealed secret) stays behind.</summary>
    /// <exception cref="Errors.InvalidInputException">Name, field or value cannot be written.</exception>
    public void SetAndDeduplicate(string profile, string field, string value)
        => Document.SetAndDeduplicate(SectionFor(profile), field, value);

    /// <summary>Removes a field with its repetitions, and says whether there was one.</summary>
    public bool Remove(string profile, string field) => SectionOf(profile) is { } section && Document.Remove(section, field);

    /// <summary>Adds an empty profile; does nothing when the file has it.</summary>
    /// <exception cref="Errors.InvalidInputException">The name cannot be a profile's.</exception>
    public void Add(string profile) => Document.AddSection(SectionFor(profile));

    /// <summary>Removes a profile, and says whether there was one.</summary>
    public abstract bool RemoveProfile(string profile);

    /// <summary>The name of the section that holds the profile, or null.</summary>
    protected abstract string? SectionOf(string profile);

    /// <summary>The name of the section that a new profile gets.</summary>
    protected abstract string NewSectionFor(string profile);

    private string SectionFor(string profile) => SectionOf(profile) ?? NewSectionFor(ProfileName.Require(profile));
}
