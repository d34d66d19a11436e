using System.Text.Json;

namespace IamSorry.Users.Roles;

/// <summary>Policies as text: AWS may give them back with other white space than they were given with.</summary>
internal static class JsonText
{
    /// <summary>Whether two texts are the same JSON.</summary>
    public static bool Same(string one, string other)
    {
        try
        {
            using var first = JsonDocument.Parse(one);
            using var second = JsonDocument.Parse(other);
            return JsonElement.DeepEquals(first.RootElement, second.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
