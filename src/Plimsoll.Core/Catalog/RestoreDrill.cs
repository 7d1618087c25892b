namespace Plimsoll.Core.Catalog;

/// <summary>
/// How it is shown that a restore point can be restored: to a scratch folder, never to the live place.
/// </summary>
/// <param name="Restore">Restores <c>$PLIMSOLL_RESTORE_POINT</c> to <c>$PLIMSOLL_SCRATCH</c>.</param>
/// <param name="Check">Exits 0 when what was restored is good.</param>
/// <param name="Scratch">The folder in which each drill gets one of its own.</param>
/// <param name="Every">How long a drill that passed is good for.</param>
/// <param name="Timeout">How long restoring and checking may take.</param>
public sealed record RestoreDrill(string Restore, string Check, string Scratch, TimeSpan Every, TimeSpan Timeout);
