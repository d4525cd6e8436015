using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sync.Contracts;

/// <summary>
/// How each message is read and written as JSON, made when the project is built: found out at run time, it would cost the first message of
/// each kind a tenth of a second. What is not listed here is found out at run time.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeliveriesReceived))]
[JsonSerializable(typeof(ReadsRequested))]
[JsonSerializable(typeof(RecordsRead))]
[JsonSerializable(typeof(ChangesMapped))]
[JsonSerializable(typeof(WritesRequested))]
[JsonSerializable(typeof(WritesSettled))]
[JsonSerializable(typeof(OutcomesReached))]
[JsonSerializable(typeof(StageReported))]
[JsonSerializable(typeof(StoreDeliveries))]
[JsonSerializable(typeof(ReplayDeliveries))]
[JsonSerializable(typeof(CheckupRequested))]
[JsonSerializable(typeof(CheckupReported))]
[JsonSerializable(typeof(TrialEnded))]
[JsonSerializable(typeof(PlanRequested))]
[JsonSerializable(typeof(PlanMade))]
[JsonSerializable(typeof(ConflictsNoted))]
[JsonSerializable(typeof(FlipConflict))]
[JsonSerializable(typeof(ReviewsNoted))]
[JsonSerializable(typeof(DecideReview))]
[JsonSerializable(typeof(OrderPause))]
[JsonSerializable(typeof(CallsMade))]
[JsonSerializable(typeof(SignalsSeen))]
[JsonSerializable(typeof(StatusesSeen))]
[JsonSerializable(typeof(DealsSeen))]
[JsonSerializable(typeof(OperationsRequested))]
[JsonSerializable(typeof(OperationsSettled))]
[JsonSerializable(typeof(HandoffsNoted))]
[JsonSerializable(typeof(ActionsNoted))]
[JsonSerializable(typeof(TestPlay))]
[JsonSerializable(typeof(PlayTestPrepared))]
[JsonSerializable(typeof(PlayTested))]
[JsonSerializable(typeof(DeadLettered))]
public sealed partial class ContractJson : JsonSerializerContext;
