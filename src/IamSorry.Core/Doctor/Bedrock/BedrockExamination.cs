using IamSorry.Aws;
using IamSorry.Aws.Bedrock;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Doctor.Bedrock;

/// <summary>
/// Asks Amazon Bedrock with the session that a profile holds, as it is: nothing is renewed, no model runs, nothing is billed.
/// </summary>
/// <param name="aws">Tells whose session it is.</param>
/// <param name="bedrock">Asked.</param>
/// <param name="clock">Compared with AWS's.</param>
public sealed class BedrockExamination(IAwsServices aws, IBedrockServices bedrock, TimeProvider clock)
{
    private const int AtOnce = 8;

    /// <summary>Looks at all of it.</summary>
    /// <exception cref="IamSorryException">There is no such profile.</exception>
    public async Task<BedrockReport> RunAsync(
        BedrockQuestion question, ProfileSnapshot files, DiagnosticContext here, CancellationToken cancellation)
    {
        var profile = question.Profile;
        if (!files.Contains(profile))
        {
            throw new IamSorryException(
                $"there is no profile {TerminalText.Quote(profile)}", new Remedy("see which there are", new OurCommand.List()));
        }

        var (region, source) = BedrockQuestion.RegionOf(files, profile, here);
        var report = new BedrockReport(profile, region, source, null, [], []);
        if (AwsPartition.Find(region) is null)
        {
            return report with { Findings = [UnknownRegion(region, source, profile)] };
        }

        var (key, token, problem) = BedrockQuestion.CredentialsOf(files, profile, clock.GetUtcNow());
        if (key is null)
        {
            return report with { Findings = [problem!] };
        }

        var (caller, unanswered) = await WhoAsync(key, token, region, cancellation);
        var gateway = bedrock.Bedrock(key, region, token);
        var asking = new Asking(
            gateway, new BedrockRefusals(profile, region, caller, gateway, clock.GetUtcNow), question, region);
        var findings = new List<Finding>(OfEnvironment(here));
        var models = await asking.RunAsync(findings, unanswered is null, cancellation);
        if (gateway.ServerTime is { } there && !findings.Exists(finding => finding.Code == "clock")
            && ClockCheck.Of(clock.GetUtcNow() - there) is { } late)
        {
            findings.Add(late);
        }

        return report with
        {
            Caller = caller is null ? null : Describe(caller),
            Models = models,
            Findings = [.. findings.OrderByDescending(finding => finding.Severity)],
        };
    }

    private async Task<(CallerIdentity? Caller, IamSorryException? Error)> WhoAsync(
        AccessKey key, string? token, string region, CancellationToken cancellation)
    {
        try
        {
            using var sts = aws.Sts(key, region, token);
            return (await sts.GetCallerIdentityAsync(cancellation), null);
        }
        catch (AwsException)
        {
            // it answered; Bedrock's own refusal is what is told
            return (null, null);
        }
        catch (IamSorryException error)
        {
            return (null, error);
        }
    }

    private static IEnumerable<Finding> OfEnvironment(DiagnosticContext here)
    {
        if (here.Variable("AWS_BEARER_TOKEN_BEDROCK") is not null)
        {
            yield return new Finding(
                Severity.Warning, "bearer-token", "AWS_BEARER_TOKEN_BEDROCK",
                "a Bedrock API key is set in the environment: programs started here call models with it, and not with this "
                + "profile",
                ShellCommand.Of("unset", "AWS_BEARER_TOKEN_BEDROCK"));
        }
    }

    private static Finding UnknownRegion(string region, string source, string profile) => new(
        Severity.Serious, "unknown-region", region,
        $"{TerminalText.Quote(region)} (named by {source}) is a region of no partition of AWS that this version knows",
        source.StartsWith("AWS_", StringComparison.Ordinal) ? ShellCommand.Of("unset", source)
            : ShellCommand.AwsConfigureSet(profile, CredentialFields.Region, "us-east-1"));

    private static string Describe(CallerIdentity caller)
        => $"{(caller.UserName is { } user ? $"IAM user '{user}'" : caller.Arn)} of account {caller.Account}";

    /// <summary>One run of questions.</summary>
    private sealed class Asking(
        IBedrockGateway gateway, BedrockRefusals refusals, BedrockQuestion question, string region)
    {
        private const string NoAvailability = "whether each model is enabled was not asked";

        public async Task<IReadOnlyList<ModelState>> RunAsync(
            List<Finding> findings, bool stsAnswers, CancellationToken cancellation)
        {
            var severity = question.Named.Count > 0 ? Severity.Warning : Severity.Serious;
            var models = await TryAsync(
                () => gateway.ListModelsAsync(cancellation), findings, severity, stsAnswers, "the models cannot be listed");
            var profiles = findings.Exists(finding => finding.Code is not ("no-right" or "bearer-token"))
                ? null
                : await TryAsync(
                    () => gateway.ListProfilesAsync(cancellation), findings, severity, stsAnswers,
                    "the inference profiles cannot be listed, and programs that look for them there find none");
            if (findings.Exists(finding => finding.Code is not ("no-right" or "bearer-token")))
            {
                return [];
            }

            var known = new ModelDirectory(region, models, profiles);
            var states = await StatesAsync(models ?? [], known, findings, cancellation);
            foreach (var id in question.Named)
            {
                var finding = known.Foresee(id) ?? await ProbeAsync(id, known, cancellation);
                findings.Add(finding);
                states = [.. states.Select(state => state.Id == known.ModelOf(id) ? Learn(state, finding.Code) : state)];
            }

            return states;
        }

        private async Task<IReadOnlyList<ModelState>> StatesAsync(
            IReadOnlyList<FoundationModel> models, ModelDirectory known, List<Finding> findings, CancellationToken cancellation)
        {
            var asked = models.Where(
                model => model is { WritesText: true, IsActive: true } && question.Concerns(model.Id, known.CallsOf(model)))
                .OrderBy(model => model.Id, StringComparer.Ordinal).ToList();
            var states = asked.ToDictionary(model => model.Id, _ => ModelAccess.Unknown, StringComparer.Ordinal);
            try
            {
                // the call of a model that is named tells more
                if (question.Named.Count > 0)
                {
                    return States();
                }

                // the first alone: where there is no right to ask, one refusal is enough
                foreach (var some in asked.Take(1).Chunk(1).Concat(asked.Skip(1).Chunk(AtOnce)))
                {
                    var answers = await Task.WhenAll(
                        some.Select(model => gateway.GetAvailabilityAsync(model.Id, cancellation)));
                    foreach (var (model, answer) in some.Zip(answers))
                    {
                        states[model.Id] = AccessOf(answer);
                    }
                }
            }
            catch (AwsException error) when (error.IsAccessDenied)
            {
                findings.Add(new Finding(
                    Severity.Note, "availability-not-asked", "bedrock:GetFoundationModelAvailability",
                    $"{NoAvailability}: the session has no right to bedrock:GetFoundationModelAvailability, which calling models "
                    + $"does not need",
                    new Remedy(
                        "to have a model tried (nothing runs, nothing is billed)",
                        new OurCommand.Doctor { Bedrock = question.Profile, Model = "ID" })));
            }
            catch (AwsException error)
            {
                findings.Add(new Finding(
                    Severity.Note, "availability-not-asked", region, $"{NoAvailability} to the end: {error.Message}",
                    error.Remedy ?? "try again in a minute"));
            }

            return States();

            IReadOnlyList<ModelState> States() => [.. asked.Select(
                model => new ModelState(model.Id, model.Provider, known.CallsOf(model), states[model.Id]))];
        }

        private static ModelState Learn(ModelState state, string code) => code switch
        {
            "model-ready" => state with { Access = ModelAccess.Enabled },
            "model-not-enabled" or "use-case-missing" => state with { Access = ModelAccess.NotEnabled },
            _ => state,
        };

        private async Task<Finding> ProbeAsync(string id, ModelDirectory known, CancellationToken cancellation)
        {
            try
            {
                await gateway.ProbeAsync(id, cancellation);
            }
            catch (AwsException error) when (error.Code != "ValidationException"
                || error.Message.Contains("on-demand throughput", StringComparison.OrdinalIgnoreCase)
                || error.Message.Contains("model identifier", StringComparison.OrdinalIgnoreCase))
            {
                return refusals.OfModel(id, error, known);
            }
            catch (AwsException)
            {
                // it got as far as the body, which no model takes
            }

            return new Finding(
                Severity.Note, "model-ready", id, $"'{id}' can be called: the session may, and the model is enabled",
                "give this id to the program that is to use it");
        }

        private async Task<T?> TryAsync<T>(
            Func<Task<T>> ask, List<Finding> findings, Severity severity, bool stsAnswers, string without)
            where T : class
        {
            try
            {
                return await ask();
            }
            catch (AwsException error)
            {
                findings.Add(refusals.OfSession(error) ?? (error.IsAccessDenied
                    ? refusals.OfRight(error, severity, ["anthropic.*"], without)
                    : new Finding(
                        Severity.Serious, "bedrock-refuses", region, error.Message, error.Remedy ?? "try again in a minute")));
            }
            catch (IamSorryException error)
            {
                findings.Add(stsAnswers && IsUnknownHost(error)
                    ? new Finding(
                        Severity.Serious, "bedrock-not-in-region", region,
                        $"Amazon Bedrock is not in {region}: there is no host {gateway.Endpoint.Host}",
                        "use a region that has it, such as us-east-1 or eu-central-1")
                    : new Finding(
                        Severity.Serious, "aws-not-reached", region, error.Message, error.Remedy ?? "check the network"));
            }

            return null;
        }

        private static ModelAccess AccessOf(ModelAvailability answer) => answer switch
        {
            { IsInRegion: false } => ModelAccess.NotInRegion,
            { IsReady: true } => ModelAccess.Enabled,
            { Agreement: "PENDING" } => ModelAccess.Pending,
            _ => ModelAccess.NotEnabled,
        };

        private static bool IsUnknownHost(Exception? error)
        {
            for (; error is not null; error = error.InnerException)
            {
                if (error is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError })
                {
                    return true;
                }
            }

            return false;
        }
    }
}
