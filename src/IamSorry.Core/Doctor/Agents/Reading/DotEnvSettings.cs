namespace IamSorry.Doctor.Agents.Reading;

/// <summary>Variables in a <c>.env</c> file: NAME=VALUE a line, perhaps exported, perhaps quoted.</summary>
internal static class DotEnvSettings
{
    public static Tree Read(string text)
    {
        var fields = new Dictionary<string, Tree>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            var pair = line.StartsWith("export ", StringComparison.Ordinal) ? line[7..] : line;
            if (!line.StartsWith('#') && pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
            {
                fields[pair[..at].TrimEnd()] = new Tree.Leaf(Value(pair[(at + 1)..].Trim()));
            }
        }

        return new Tree.Branch(fields);
    }

    private static string Value(string text)
    {
        if (text.Length > 1 && text[0] is '"' or '\'' && text.IndexOf(text[0], 1) is > 0 and var end)
        {
            return text[1..end];
        }

        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? text : text[..comment].TrimEnd();
    }
}
