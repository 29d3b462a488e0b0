"""Operations that a subcontractor does: proposed, ordered, received, undone, invoiced."""
