using IamSorry.Cli.Commands;
using IamSorry.Cli.Composition;

namespace IamSorry.Cli;

/// <summary>Which command runs which request.</summary>
internal static class CommandRunner
{
    public static async Task<CommandResult> RunAsync(Request request, Services services, CancellationToken cancellation) => request switch
    {
        ShowHelp help => help.Text,
        ShowVersion => HelpText.Version,
        Bare => await BareCommand.RunAsync(services, cancellation),
        Encrypt => await EncryptCommand.RunAsync(services, cancellation),
        ShowEncrypted show => services.ShowProfile.Encrypted(show.Profile),
        ShowDecrypted show => await ShowDecryptedCommand.RunAsync(show, services, cancellation),
        Eval eval => await EvalCommand.RunAsync(eval, services, cancellation),
        PrintPolicy print => await PrintPolicyCommand.RunAsync(print, services, cancellation),
        Mint mint => await MintCommand.RunAsync(mint, services, cancellation),
        HandOver handOver => await HandOverCommand.RunAsync(handOver, services, cancellation),
        MakeManager make => await MakeManagerCommand.RunAsync(make, services, cancellation),
        ListNames => ListCommand.Names(services),
        List list => ListCommand.Run(list, services),
        FixProfiles => await FixProfilesCommand.RunAsync(services, cancellation),
        Reset reset => await ResetCommand.RunAsync(reset, services, cancellation),
        Doctor doctor => await DoctorCommand.RunAsync(doctor, services, cancellation),
        Rotate rotate => await RotateCommand.RunAsync(rotate, services, cancellation),
        ExecRequest exec => await ExecCommand.RunAsync(exec, services, cancellation),
        CredentialProcess process => await CredentialProcessCommand.RunAsync(process, services, cancellation),
        Configure configure => await ConfigureCommand.RunAsync(configure, services, cancellation),
        Audit audit => AuditCommand.Run(audit, services),
        Completion completion => CompletionCommand.Run(completion),
        _ => throw new InvalidOperationException($"no command runs {request.GetType().Name}"),
    };
}
