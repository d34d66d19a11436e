namespace IamSorry.LocalAws;

/// <summary>
/// The Authorization header of a SigV4 request, taken apart (AWS General Reference, "Create a signed AWS API request").
/// </summary>
internal sealed record CredentialScope(
    string AccessKeyId, string Date, string Region, string Service, string Terminator, IReadOnlyList<string> SignedHeaders,
        string Signature)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public string Text => $"{Date}/{Region}/{Service}/{Terminator}";

    public static CredentialScope Parse(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            throw new QueryErrorException(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        }

        var words = header.Split(' ', 2);
        if (words is not [Algorithm, var rest])
        {
            throw QueryErrorException.IncompleteSignature($"Unsupported AWS 'algorithm': '{words[0]}'.");
        }

        var fields = rest.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(field => field.Split('=', 2)).Where(pair => pair.Length == 2).ToLookup(pair => pair[0], pair => pair[1]);
        var credential = Only(fields, "Credential").Split('/');
        if (credential is not [var id, var date, var region, var service, var terminator])
        {
            throw QueryErrorException.IncompleteSignature(
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term");
        }

        var signed = Only(fields, "SignedHeaders").Split(';');
        return new CredentialScope(id, date, region, service, terminator, signed, Only(fields, "Signature"));
    }

    private static string Only(ILookup<string, string> fields, string name)
        => fields[name].ToArray() is [{ Length: > 0 } value]
            ? value
            : throw QueryErrorException.IncompleteSignature($"Authorization header requires '{name}' parameter.");
}
