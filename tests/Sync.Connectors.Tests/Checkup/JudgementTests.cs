using Sync.Connectors.Checkup;
using Sync.Contracts;

namespace Sync.Connectors.Tests.Checkup;

public sealed class JudgementTests
{
    private static readonly DateTimeOffset Now = Some.Received;

    private static readonly DesiredRegistration Desired = new(new Uri("https://a.test/x")) { Kinds = ["a", "b"], Sources = ["api"] };

    [Theory]
    [InlineData("1", null)]
    [InlineData(" IDA@x.test", null)]
    [InlineData("2", "inactive")]
    [InlineData("3", "has not accepted the invitation")]
    [InlineData("4", "no such user")]
    public void Owners_have_to_be_there_and_active(string owner, string? problem)
    {
        UserInfo[] users = [new("1", "Ida", "ida@x.test", true, true), new("2", "Otto", null, false, true), new("3", "Lea", null, true, false)];

        Assert.Equal(problem, Judgement.Owner(owner, users).Problem);
    }

    public static TheoryData<RegistrationState, string?> States => new()
    {
        { new RegistrationState(Desired.Address, ["b", "a", "c"], ["api", "admin"]), null },
        { new RegistrationState(Desired.Address, ["b", "a"], []), null },
        { new RegistrationState(Desired.Address, ["b", "a"], []) { ExpiresAt = Now.AddDays(4), LookAgainAt = Now.AddHours(1) }, null },
        { new RegistrationState(null, [], []), "sends nothing" },
        { new RegistrationState(new Uri("https://old.test/x"), ["a", "b"], ["api"]), "sends to old.test, not to a.test" },
        { new RegistrationState(new Uri("https://a.test/other"), ["a", "b"], ["api"]), "another path of a.test" },
        { new RegistrationState(Desired.Address, ["a"], ["api"]), "not told of b" },
        { new RegistrationState(Desired.Address, ["a", "b"], ["admin"]), "not told of changes by api" },
        { new RegistrationState(Desired.Address, ["b", "a"], []) { ExpiresAt = Now }, "ran out at 2026-03-04 16:00 UTC" },
        { new RegistrationState(Desired.Address, ["b", "a"], []) { ExpiresAt = Now.AddHours(1), LookAgainAt = Now }, "was not renewed" },
        { new RegistrationState(Desired.Address, ["b", "a"], ["api"]) { Notices = ["2 webhooks"] }, "2 webhooks" },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void Registrations_are_compared_with_what_is_wanted(RegistrationState state, string? problem)
    {
        var line = Judgement.Registration(Desired, state, Now);

        Assert.Equal(problem is null, line.Ok);
        Assert.Contains(problem ?? "", line.Problem ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_vendor_that_keeps_silent_about_what_has_ended_is_helped_out()
    {
        var gone = new RegistrationState(null, [], []);

        Assert.Equal("ran out at 2026-03-04 15:59 UTC", Judgement.Registration(Desired, gone, Now, Now.AddMinutes(-1)).Problem);
        Assert.Contains("sends nothing", Judgement.Registration(Desired, gone, Now, Now.AddMinutes(1)).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(FailureClasses.Validation, null)]
    [InlineData(FailureClasses.NotFound, null)]
    [InlineData(FailureClasses.Permission, "missing")]
    [InlineData(FailureClasses.Rate, "not checked: rate (X)")]
    [InlineData(FailureClasses.Authentication, "not checked: authentication (X)")]
    public void A_right_is_there_if_the_question_was_understood(string? failure, string? problem) => Assert.Equal(
        problem, Judgement.Right("scope", failure is null ? null : new VendorFault(failure, "X", "y"), "missing", "cure").Problem);
}
