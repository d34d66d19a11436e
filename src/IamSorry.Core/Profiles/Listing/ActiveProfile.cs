using IamSorry.Errors;

namespace IamSorry.Profiles;

/// <summary>The profile whose credentials AWS programs use that are started here.</summary>
public static class ActiveProfile
{
    /// <summary>
    /// Finds it: the profile whose keys stand in the environment, else the one that AWS_PROFILE names. Null where there are
    /// neither, or the keys are no profile's.
    /// </summary>
    /// <param name="files">The files.</param>
    /// <param name="environment">Reads an environment variable.</param>
    public static string? Find(ProfileSnapshot files, Func<string, string?> environment)
    {
        if (Text.NonEmpty(environment(EnvironmentKeys.Id)) is { } id)
        {
            return files.Names.FirstOrDefault(name => KeyIdOf(files, name) == id);
        }

        return Text.NonEmpty(environment("AWS_PROFILE")) is { } named && files.Contains(named) ? named : null;
    }

    private static string? KeyIdOf(ProfileSnapshot files, string profile)
    {
        try
        {
            return ProfileKeys.Read(files.KeysOf(profile), profile) switch
            {
                ProfileKeys.Session session => session.Key.Id,
                ProfileKeys.Permanent permanent => permanent.Key.Id,
                _ => null,
            };
        }
        catch (IamSorryException)
        {
            // half a key pair is nobody's active one
            return null;
        }
    }
}
