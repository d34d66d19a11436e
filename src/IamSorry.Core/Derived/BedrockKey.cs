using System.Text;
using IamSorry.Aws;
using IamSorry.Aws.Signing;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Sessions;

namespace IamSorry.Derived;

// Specification card: short-term keys of Amazon Bedrock, as AWS's token generators make them
//   key = "bedrock-api-key-" base64( presigned POST https://bedrock.amazonaws.com/?Action=CallWithBearerToken, without "https://",
//         with "&Version=1" behind the signature ); service bedrock, signed header host, 1 to 43,200 s
//   one host for every region: the region that a key is good in is that of its signature

/// <summary>
/// A key for Amazon Bedrock, made from a session without a call: who has it may ask Bedrock in one region what the session may,
/// until it ends. Programs send it as a bearer token.
/// </summary>
/// <param name="Text">The key itself; a secret.</param>
/// <param name="Region">The only region that it is good in.</param>
/// <param name="Expiration">When it ends.</param>
/// <param name="EndsWithSession">Whether its session ends before the time that was asked for.</param>
public sealed record BedrockKey(string Text, string Region, DateTimeOffset Expiration, bool EndsWithSession)
{
    /// <summary>What every such key begins with.</summary>
    public const string Prefix = "bedrock-api-key-";

    private const string Host = "bedrock.amazonaws.com";

    /// <summary>The longest time that AWS grants.</summary>
    public static TimeSpan Longest => TimeSpan.FromHours(12);

    /// <summary>Makes one that never outlives its session.</summary>
    /// <param name="session">What it is made from.</param>
    /// <param name="region">Where it is to be good.</param>
    /// <param name="life">How long, at most <see cref="Longest"/>.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="InvalidInputException">Bedrock's keys are not known for that region, or the time makes no
    /// sense.</exception>
    /// <exception cref="IamSorryException">The session is over.</exception>
    public static BedrockKey Make(Session session, string region, TimeSpan life, DateTimeOffset now)
    {
        RequireLife(life);
        RequireRegion(region);

        // AWS reads whole seconds
        var from = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var seconds = (int)Math.Floor(Math.Min(life.TotalSeconds, session.TimeLeft(from).TotalSeconds));
        if (seconds < 1)
        {
            throw new IamSorryException(
                "the session is over, and a Bedrock key ends with its session",
                new Remedy("renew it", new OurCommand.Mint(session.User ?? "PROFILE")));
        }

        var request = new PresignedRequest("POST", Host, "bedrock", region) { Parameters = [("Action", "CallWithBearerToken")] };
        var link = request.Sign(session, from, seconds) + "&Version=1";
        return new BedrockKey(
            Prefix + Convert.ToBase64String(Encoding.UTF8.GetBytes(link)), region, from.AddSeconds(seconds),
            EndsWithSession: seconds < (long)life.TotalSeconds);
    }

    /// <summary>Returns a time that such a key can live.</summary>
    /// <exception cref="InvalidInputException">It is too short or too long.</exception>
    public static TimeSpan RequireLife(TimeSpan life) => life >= TimeSpan.FromSeconds(1) && life <= Longest
        ? life
        : throw new InvalidInputException(
            $"a Bedrock key cannot live {DurationText.Write(life)}",
            new Remedy("AWS takes up to 12 hours, such as", new OurCommand.Option(OurOption.Duration, "8h")));

    /// <summary>When it ends, never the key.</summary>
    public override string ToString() => $"Bedrock key for {Region} until {Expiration:u}";

    // the other partitions have domains of their own, and what their keys look like is told nowhere: none is made on a guess
    private static void RequireRegion(string region)
    {
        if (AwsPartition.OfRegion(region) is { DnsSuffix: not "amazonaws.com" } partition)
        {
            throw new InvalidInputException(
                $"{region} is in the partition {partition.Name}, and the form of its Bedrock keys is not documented",
                "use the session itself there: Bedrock takes it as every other service does");
        }
    }
}
