using Sync.Connectors;
using Sync.Contracts;
using Sync.Testing;
using Sync.Writer.Registrations;

namespace Sync.Writer.Tests;

public sealed class RegistrationPlanTests
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(null, 600)]
    [InlineData(300_000, 600)]
    [InlineData(120, 120)]
    [InlineData(-5, 1)]
    public void The_vendor_may_demand_an_earlier_look_and_no_later_one(int? demanded, int expected)
    {
        var state = new RegistrationState(null, [], [])
        {
            LookAgainAt = demanded is { } seconds ? Some.Moment.AddSeconds(seconds) : null,
        };

        Assert.Equal(Some.Moment.AddSeconds(expected), RegistrationPlan.After(state, Some.Moment, Usual));
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(2, 120)]
    [InlineData(5, 600)]
    [InlineData(1_000, 600)]
    public void Refusals_are_asked_about_less_and_less_often(int before, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RegistrationPlan.AfterRefusal(before, Usual));

    [Theory]
    [InlineData(FailureClasses.Permission, false)]
    [InlineData(FailureClasses.Validation, false)]
    [InlineData(FailureClasses.Authentication, true)]
    [InlineData(FailureClasses.Network, true)]
    [InlineData(FailureClasses.Rate, true)]
    public void Writing_goes_on_where_only_registering_is_forbidden(string failureClass, bool pauses) =>
        Assert.Equal(pauses, RegistrationPlan.PausesTheLane(LaneSet.Fault(failureClass)));
}
