namespace IamSorry.Files;

/// <summary>What kind of thing a path is.</summary>
internal enum FileKind
{
    /// <summary>A file with content.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A FIFO, a socket, a device.</summary>
    Other,

    /// <summary>A symbolic link, where links are not followed.</summary>
    Link,
}

/// <summary>What is known of a file without opening it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Its permissions.</param>
/// <param name="User">Its owner's number.</param>
/// <param name="Group">Its group's number.</param>
internal sealed record FileFacts(FileKind Kind, UnixFileMode Mode, uint User, uint Group)
{
    /// <summary>How many names it has.</summary>
    public uint Names { get; init; } = 1;
}
