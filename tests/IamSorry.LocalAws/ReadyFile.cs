using System.Text;

namespace IamSorry.LocalAws;

/// <summary>
/// Shell lines that tell a script where the server is and which keys to use; for its owner only, and never half written.
/// </summary>
internal sealed class ReadyFile(Uri endpoint)
{
    private readonly StringBuilder _lines = new($"LOCAL_AWS_ENDPOINT={endpoint.GetLeftPart(UriPartial.Authority)}\n");

    /// <summary>Adds <c>LOCAL_AWS_KEY_ID_1</c> and <c>LOCAL_AWS_SECRET_1</c>, numbered from 1.</summary>
    public void AddUser(int number, AwsAccessKey key)
        => _lines.Append($"LOCAL_AWS_KEY_ID_{number}={key.Id}\nLOCAL_AWS_SECRET_{number}={key.Secret}\n");

    /// <summary>Adds <c>LOCAL_AWS_ADMIN_KEY_ID</c> and <c>LOCAL_AWS_ADMIN_SECRET</c>.</summary>
    public void AddAdmin(AwsAccessKey key)
        => _lines.Append($"LOCAL_AWS_ADMIN_KEY_ID={key.Id}\nLOCAL_AWS_ADMIN_SECRET={key.Secret}\n");

    public void Write(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        using (var file = new FileStream(temporary, options))
        {
            file.Write(Encoding.ASCII.GetBytes(_lines.ToString()));
        }

        File.Move(temporary, path, overwrite: true);
    }
}
