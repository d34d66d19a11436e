using System.Globalization;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Credentials;
using IamSorry.Derived;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sessions;

namespace IamSorry.Cli.Commands;

/// <summary><c>bedrock-key</c>: a key for programs that talk to Amazon Bedrock with a bearer token.</summary>
internal static class BedrockKeyCommand
{
    /// <summary>How long the key lives.</summary>
    public static readonly Option<TimeSpan> Duration = new(
        "--duration", "TIME", "how long the key lives, 1 to 12 hours: 8h, 90m", ReadDuration)
    { Default = "12h, or as long as the session" };

    /// <summary>Where the key is good.</summary>
    public static readonly Option<string> Region = new(
        "--region", "REGION", "the only region that the key is good in", RegionChoice.Require)
    { Default = "that of the profile" };

    private static readonly Argument<string> Profile = ProfileArgument.Optional(
        "whose session; else that of --profile, AWS_PROFILE");

    public static CommandDefinition Definition => new()
    {
        Name = "bedrock-key",
        Group = CommandGroup.Session,
        Summary = "make a key for Amazon Bedrock from a session",
        Details =
            """
            Prints a short-term key for Amazon Bedrock, for programs that send one as a bearer token
            (AWS_BEARER_TOKEN_BEDROCK). It is made on this machine from the profile's session, may do what that may on Bedrock, in
            one region, and ends with it at the latest. A session with less than 5 minutes left is renewed first. Nothing is
            printed to a terminal without --print.

            The user needs bedrock:CallWithBearerToken: iam-sorry policy PREFIX --kind bedrock --bearer. As variables, in the form
            that a program reads: iam-sorry export PROFILE --bedrock-key.
            """,
        Examples =
        [
            new("export AWS_BEARER_TOKEN_BEDROCK=$(iam-sorry bedrock-key alice-bedrock)", "for the programs of this shell"),
            new("iam-sorry bedrock-key alice-bedrock --duration 1h --region us-east-1 --print", "one hour, in one region"),
        ],
        Arguments = [Profile],
        Options = [Duration, Region, EvalCommand.Print],
        RunAsync = RunAsync,
    };

    /// <summary>The key of a profile that is named somehow; says on stderr until when it is good.</summary>
    public static async Task<BedrockKey> MakeAsync(
        Invocation line, string? named, Services services, CancellationToken cancellation)
    {
        var profile = named ?? services.ExplicitProfile;
        var credentials = await EvalCommand.OpenQuietlyAsync(profile, "bedrock-key", services, cancellation);
        if (credentials is not ProfileCredentials.Temporary { Session: var session })
        {
            throw new RefusedException(
                "the profile holds a permanent key, and a Bedrock key is made from a session only",
                "name the profile of a session, such as alice-bedrock");
        }

        var region = line.Find(Region) ?? session.Region
            ?? services.Regions.OfManager(services.Profiles.Read(), services.NamedProfile);
        var key = BedrockKey.Make(
            session, region, line.Get(Duration, BedrockKey.Longest), TimeProvider.System.GetUtcNow());
        Tell(key, session, profile!, services);
        return key;
    }

    private static void Tell(BedrockKey key, Session session, string profile, Services services)
    {
        var left = key.Expiration - TimeProvider.System.GetUtcNow();
        services.Terminal.Done(string.Create(
            CultureInfo.InvariantCulture,
            $"Bedrock key of {session.User ?? profile} for {key.Region} until {key.Expiration.ToLocalTime():yyyy-MM-dd HH:mm zzz}, "
            + $"{TimeLeft.Text(left)} left"));
        if (key.EndsWithSession)
        {
            services.Terminal.Say(
                "it ends with its session, sooner than was asked for; for a longer one: "
                + CommandSpelling.Spell(new OurCommand.Mint(profile)));
        }
    }

    private static TimeSpan ReadDuration(string text)
    {
        try
        {
            var life = DurationText.Read(text);
            return life >= TimeSpan.FromHours(1) ? BedrockKey.RequireLife(life) : throw new InvalidInputException(
                $"a Bedrock key cannot live {DurationText.Write(life)}", "name 1 to 12 hours, such as --duration 8h");
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException($"--duration: {error.Message}", error.Remedy);
        }
    }

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        EvalCommand.RequireNoTerminal(line, services, "it to where it is needed: $(...), or a pipe");
        return (await MakeAsync(line, line.Find(Profile), services, cancellation)).Text + "\n";
    }
}
