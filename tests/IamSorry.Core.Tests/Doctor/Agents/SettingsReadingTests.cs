using IamSorry.Doctor.Agents.Reading;
using NUnit.Framework;

namespace IamSorry.Tests.Doctor.Agents;

/// <summary>The settings of other programs, in the languages that they are written in.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SettingsReadingTests
{
    [Test]
    public void TomlIsRead()
    {
        var tree = TomlSettings.Read(
            "# mine\r\nmodel_provider = \"amazon-bedrock\" # ours\nyes=true\n"
            + "[model_providers.amazon-bedrock.aws]\nprofile = 'p\\x'\n"
            + "region = \"eu\\u002dcentral-1\"\n[projects.\"/home/a b\"]\ntrust_level = \"trusted\"\n"
            + "[mcp_servers.x]\nenv = { AWS_PROFILE = \"q\", \"N\" = 1 }\nenv_vars = [\n  \"A\", # one\n  'B',\n]\n"
            + "[[list]]\na = 1\n[[list]]\na = 2\nb.c = \"\"\"\nlong \\\n   text\"\"\"\n");

        Assert.That(tree.Text("model_provider"), Is.EqualTo("amazon-bedrock"));
        Assert.That(tree.IsOn("yes"));
        Assert.That(tree.Text("model_providers", "amazon-bedrock", "aws", "profile"), Is.EqualTo("p\\x"));
        Assert.That(tree.Text("model_providers", "amazon-bedrock", "aws", "region"), Is.EqualTo("eu-central-1"));
        Assert.That(tree.Text("projects", "/home/a b", "trust_level"), Is.EqualTo("trusted"));
        Assert.That(tree.Variables("mcp_servers", "x", "env")["AWS_PROFILE"], Is.EqualTo("q"));
        Assert.That(tree.Texts("mcp_servers", "x", "env_vars"), Is.EqualTo(["A", "B"]));
        Assert.That(tree.List("list")[1].Text("b", "c"), Is.EqualTo("long text"));
    }

    [TestCase("a", 1)]
    [TestCase("a = 1\nb = \"x\n", 2)]
    [TestCase("a = 1\n[b\n", 2)]
    [TestCase("a = [1, 2", 1)]
    [TestCase("a = 1 2\nb = 3 \"\n", 0)]
    [TestCase("a = 1\na.b = 2\n", 2)]
    [TestCase("a = {b = 1", 1)]
    [TestCase("a = \"\\q\"", 1)]
    public void TomlThatIsNoneNamesItsLine(string text, int line)
    {
        if (line == 0)
        {
            Assert.That(() => TomlSettings.Read(text), Throws.Nothing, "a value that is not known keeps its text");
            return;
        }

        Assert.That(() => TomlSettings.Read(text), Throws.TypeOf<SettingsFormatException>().With.Property("Line").EqualTo(line));
    }

    [Test]
    public void YamlIsRead()
    {
        var tree = YamlSettings.Read(
            "---\nactive_provider: aws_bedrock # chosen\nAWS_PROFILE: \"alice # x\"\nempty:\nlong: |\n  a: b\n  c\n"
            + "extensions:\n  docs:\n    type: stdio\n    envs: {AWS_PROFILE: work, A: 'b, c'}\n    args: [\"-y\", x]\n"
            + "set-env:\n- AWS_PROFILE=p\n- B=c\nread:\n  - name: n\n    value: v\n  - plain\nurl: http://x:1/\n");

        Assert.That(tree.Text("active_provider"), Is.EqualTo("aws_bedrock"));
        Assert.That(tree.Text("AWS_PROFILE"), Is.EqualTo("alice # x"));
        Assert.That(tree.Text("empty"), Is.Null);
        Assert.That(tree.Text("long"), Is.EqualTo("a: b\nc"));
        Assert.That(tree.Text("extensions", "docs", "envs", "AWS_PROFILE"), Is.EqualTo("work"));
        Assert.That(tree.Text("extensions", "docs", "envs", "A"), Is.EqualTo("b, c"));
        Assert.That(tree.Texts("extensions", "docs", "args"), Is.EqualTo(["-y", "x"]));
        Assert.That(tree.Texts("set-env"), Is.EqualTo(["AWS_PROFILE=p", "B=c"]));
        Assert.That(tree.List("read")[0].Text("value"), Is.EqualTo("v"));
        Assert.That(tree.Text("url"), Is.EqualTo("http://x:1/"));
    }

    [TestCase("a: 1\n\tb: 2\n", 2)]
    [TestCase("a: 1\nb\n", 2)]
    [TestCase("  a: 1\nb: 2\n", 2)]
    public void YamlThatIsNoneNamesItsLine(string text, int line)
        => Assert.That(
            () => YamlSettings.Read(text), Throws.TypeOf<SettingsFormatException>().With.Property("Line").EqualTo(line));

    [Test]
    public void DotEnvIsRead()
    {
        var tree = DotEnvSettings.Read("# c\nexport A=1\nB = \"x # y\" # z\nC='q'\nD=a#b # c\nnonsense\n=x\n");

        Assert.That(
            string.Join(' ', tree.Variables().Select(each => $"{each.Key}={each.Value};")),
            Is.EqualTo("A=1; B=x # y; C=q; D=a#b;"));
    }

    [Test]
    public void CommentsInJsonAreForThoseWhoAllowThem()
    {
        const string text = "{\n  // c\n  \"a\": 1,\n}";

        Assert.That(JsonSettings.Relaxed(text).Text("a"), Is.EqualTo("1"));
        Assert.That(
            () => JsonSettings.Strict(text), Throws.TypeOf<SettingsFormatException>().With.Property("Line").EqualTo(2));
    }

    // whatever is nested without an end would end this program by its stack
    [TestCase('[')]
    [TestCase('{')]
    public void NestingHasAnEnd(char open)
    {
        var deep = new string(open, 200_000);
        var steps = string.Concat(Enumerable.Range(0, 2000).Select(i => new string(' ', i) + "a:\n"));

        Assert.That(() => TomlSettings.Read("a = " + (open == '{' ? deep.Replace("{", "{a=", StringComparison.Ordinal) : deep)),
            Throws.TypeOf<SettingsFormatException>());
        Assert.That(() => JsonSettings.Relaxed(deep), Throws.TypeOf<SettingsFormatException>());
        Assert.That(() => YamlSettings.Read($"a: {deep}{new string(open == '[' ? ']' : '}', 200_000)}"), Throws.Nothing);
        Assert.That(() => YamlSettings.Read(steps), Throws.TypeOf<SettingsFormatException>());
    }

    [Test]
    public void AnyTextIsReadOrRefused()
    {
        const string alphabet = "ab:=-[]{}\"'#\\,.\n\t |>u0é$";
        var random = new Random(20261125);
        foreach (var read in new Func<string, Tree>[]
            { TomlSettings.Read, YamlSettings.Read, DotEnvSettings.Read, JsonSettings.Strict, JsonSettings.Relaxed })
        {
            for (var i = 0; i < 4000; i++)
            {
                var text = string.Concat(
                    Enumerable.Range(0, random.Next(40)).Select(_ => alphabet[random.Next(alphabet.Length)]));
                try
                {
                    Assert.That(read(text), Is.Not.Null);
                }
                catch (SettingsFormatException error)
                {
                    Assert.That(error.Line, Is.InRange(1, text.Count(c => c == '\n') + 1), text);
                }
            }
        }
    }
}
