using IamSorry.Errors;

namespace IamSorry.Profiles;

/// <summary>Symbolic links: a link stays a link, what it points to is replaced.</summary>
internal static class LinkChain
{
    // The kernel's own limit (Linux: 40); beyond it the file could not be opened either.
    private const int MaxLinks = 40;

    /// <summary>The file that a path stands for in the end; it need not exist.</summary>
    /// <exception cref="IamSorryException">The links go round in a circle.</exception>
    public static string Resolve(string path)
    {
        var target = path;
        for (var i = 0; i <= MaxLinks; i++)
        {
            if (new FileInfo(target).LinkTarget is not { } link)
            {
                return target;
            }

            // Joined, not normalised: "a/../b" means something else when a is itself a link, and only the system knows.
            target = Path.Combine(Path.GetDirectoryName(target) ?? "", link);
        }

        throw new IamSorryException($"cannot use {path}: its symbolic links go round in a circle", $"look at the links: ls -l '{path}'");
    }
}
