package org.antiphon.content.blob;

/** A blob that the node made from an original, on its way into the store. */
public record DerivedBlob(StagedBlob staged, BlobKind kind, String contentType) {}
