using IamSorry.LocalAws.Authorization;

namespace IamSorry.LocalAws;

/// <summary>A policy as text: its size as IAM counts it, and whether it is one.</summary>
internal static class PolicyText
{
    /// <summary>Characters that are not white space.</summary>
    public static int Size(string document) => document.Count(character => !char.IsWhiteSpace(character));

    public static void RequireWellFormed(string document, bool trust = false)
    {
        try
        {
            _ = trust ? PolicyDocument.ParseTrust(document) : PolicyDocument.Parse(document);
        }
        catch (FormatException e)
        {
            throw QueryErrorException.MalformedPolicy($"Syntax errors in policy. ({e.Message})");
        }
    }
}
