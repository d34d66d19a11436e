using System.Globalization;
using System.Text;
using IamSorry.Credentials;

namespace IamSorry.Serving;

/// <summary>One answer; the connection ends with it.</summary>
internal sealed record HttpReply(string Status, byte[] Json)
{
    public static readonly HttpReply Malformed = Error("400 Bad Request", "BadRequest", "the request is malformed");
    public static readonly HttpReply Unauthorized = Error(
        "401 Unauthorized", "Unauthorized", "the authorization token is missing or wrong");
    public static readonly HttpReply WrongHost = Error("403 Forbidden", "Forbidden", "the request is for another host");
    public static readonly HttpReply NotFound = Error("404 Not Found", "NotFound", "there is nothing here");
    public static readonly HttpReply NotAllowed = Error("405 Method Not Allowed", "MethodNotAllowed", "only GET is answered");
    public static readonly HttpReply TooLarge = Error(
        "431 Request Header Fields Too Large", "TooLarge", "the request is too large");
    public static readonly HttpReply Unavailable = Error(
        "503 Service Unavailable", "Unavailable", "there are no credentials now; the log of iam-sorry says why");

    public static HttpReply Of(Session session) => new("200 OK", SessionJson.ForContainer(session));

    public byte[] ToBytes()
    {
        var length = Json.Length.ToString(CultureInfo.InvariantCulture);
        var allow = this == NotAllowed ? "Allow: GET\r\n" : "";
        return [.. Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {Status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nCache-Control: "
            + $"no-store\r\n{allow}Connection: close\r\n\r\n"), .. Json];
    }

    private static HttpReply Error(string status, string code, string message)
        => new(status, SessionJson.ForError(code, message));
}
