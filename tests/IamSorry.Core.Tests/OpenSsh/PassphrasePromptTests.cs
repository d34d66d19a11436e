using IamSorry.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.OpenSsh;

public sealed class PassphrasePromptTests
{
    [TestCase("", true, "Terminal")]
    [TestCase("", false, "None")]
    [TestCase("DISPLAY", true, "Terminal", Description = "an X server alone must not keep the terminal from being used")]
    [TestCase("DISPLAY", false, "None")]
    [TestCase("SSH_ASKPASS", false, "None")]
    [TestCase("SSH_ASKPASS DISPLAY", true, "Terminal")]
    [TestCase("SSH_ASKPASS DISPLAY", false, "AskPass")]
    [TestCase("SSH_ASKPASS WAYLAND_DISPLAY", false, "AskPass")]
    [TestCase("SSH_ASKPASS SSH_ASKPASS_REQUIRE=force", false, "AskPass")]
    [TestCase("SSH_ASKPASS SSH_ASKPASS_REQUIRE=force", true, "AskPass")]
    [TestCase("SSH_ASKPASS SSH_ASKPASS_REQUIRE=prefer", true, "AskPass")]
    [TestCase("SSH_ASKPASS SSH_ASKPASS_REQUIRE=prefer", false, "AskPass")]
    [TestCase("SSH_ASKPASS_REQUIRE=force", true, "Terminal")]
    [TestCase("SSH_ASKPASS_REQUIRE=force DISPLAY", false, "None")]
    [TestCase("SSH_ASKPASS DISPLAY SSH_ASKPASS_REQUIRE=never", true, "Terminal")]
    [TestCase("SSH_ASKPASS DISPLAY SSH_ASKPASS_REQUIRE=never", false, "None")]
    public void FollowsTheEnvironment(string environment, bool terminal, string expected)
    {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Split('=')).ToDictionary(word => word[0], word => word.Length > 1 ? word[1] : "something");
        Assert.That(PassphrasePrompts.Choose(variables.GetValueOrDefault, terminal).ToString(), Is.EqualTo(expected));
    }
}
