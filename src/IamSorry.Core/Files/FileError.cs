using System.ComponentModel;

namespace IamSorry.Files;

/// <summary>What the system says about a file, in words and with a way out.</summary>
internal static class FileError
{
    /// <summary>The reason, without a path.</summary>
    public static string Reason(Exception error) => Number(error) switch
    {
        UnixFiles.NoSpace => "no space left on the disk",
        UnixFiles.ReadOnlySystem => "the file system is read-only",
        UnixFiles.AccessDenied => "permission denied",
        UnixFiles.Busy => "the file is a mount point and cannot be replaced",
        _ => error switch
        {
            UnauthorizedAccessException => "permission denied",
            FileNotFoundException or DirectoryNotFoundException => "its folder does not exist",
            Win32Exception => error.Message.ToLowerInvariant(),
            _ => "the system reports an input/output error",
        },
    };

    /// <summary>What to do about it.</summary>
    public static string Remedy(Exception error) => Number(error) switch
    {
        UnixFiles.NoSpace => "free some space; the old file is untouched",
        UnixFiles.ReadOnlySystem => "mount it writable, or point AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE elsewhere",
        UnixFiles.Busy => "mount its folder instead of the file",
        _ => "check the path and its permissions: ls -ld ~/.aws ~/.aws/*",
    };

    /// <summary>errno: .NET keeps it in HResult when it has no exception of its own for it.</summary>
    private static int Number(Exception error) => error is Win32Exception native ? native.NativeErrorCode : error.HResult;
}
