using IamSorry.Credentials;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;

namespace IamSorry.Profiles;

/// <summary>Reads what stands in the section of a profile that is sealed in format v3. Nothing is judged here.</summary>
public static class SealedSectionReader
{
    /// <summary>The section; null where it has neither a seal nor a value of format v3.</summary>
    public static SealedSection? Read(ProfileFile file, string profile)
    {
        // most profiles have neither, and are not looked through
        if (file.Get(profile, SealedSection.SealField) is null
            && !IsSealed(file.Get(profile, CredentialFields.AccessKeyId))
            && !IsSealed(file.Get(profile, CredentialFields.SecretAccessKey)))
        {
            return null;
        }

        var fields = new List<SectionField>();
        foreach (var name in file.Fields(profile))
        {
            var values = file.GetAll(profile, name);
            fields.Add(new SectionField(name, values[^1], values.Count, file.IsSpelt(profile, name)));
        }

        return new SealedSection(profile, file.CountSections(profile), fields);
    }

    private static bool IsSealed(string? value) => value is not null && SealedField.IsSealed(value);
}
