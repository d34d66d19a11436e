using IamSorry.Errors;

namespace IamSorry.Files;

/// <summary>Symbolic links: a link stays a link, what it points to is replaced.</summary>
internal static class LinkChain
{
    // The kernel's own limit (Linux: 40); beyond it the file could not be opened either.
    private const int MaxLinks = 40;

    /// <summary>The file that a path stands for in the end, its folder without links or dots; it need not exist.</summary>
    /// <exception cref="IamSorryException">The links go round in a circle.</exception>
    public static (string Target, bool IsLink) Resolve(string path)
    {
        var target = path;
        for (var i = 0; i <= MaxLinks; i++)
        {
            // .NET takes "a/../b" for "b", which is another file when a is a link; so the system says where the folder really is.
            var folder = TemporaryFile.FolderOf(target);
            target = Path.Combine(FileSystemRules.RealFolder(folder) ?? folder, Path.GetFileName(target));
            if (new FileInfo(target).LinkTarget is not { } link)
            {
                return (target, i > 0);
            }

            target = Path.Combine(TemporaryFile.FolderOf(target), link);
        }

        throw new IamSorryException(
            $"cannot use {path}: its symbolic links go round in a circle", $"look at the links: ls -l {ShellQuote.Word(path)}");
    }
}
