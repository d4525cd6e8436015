namespace Sync.Contracts;

/// <summary>A person decides whether two persons are one. Sent by the console.</summary>
public sealed record DecideReview
{
    /// <summary>Names the decision in what is told of it.</summary>
    public required Guid Id { get; init; }

    /// <summary>Dedupe's number of the question. The first decision about it is carried out; it says of later ones how it stands.</summary>
    public required long ReviewId { get; init; }

    public required bool AreSame { get; init; }

    /// <summary>Who decided it.</summary>
    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }
}
