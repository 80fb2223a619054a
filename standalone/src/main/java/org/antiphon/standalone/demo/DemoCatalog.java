package org.antiphon.standalone.demo;

import java.util.List;

/** What the demo publishes. Everything here is made up, and the audio is made by ffmpeg from a formula. */
record DemoCatalog(List<DemoArtist> artists) {
    /** A person of the demo; one without tracks is a fan. */
    record DemoArtist(
            String handle, String name, String bio, String location, String colours, List<DemoTrack> tracks) {}

    /**
     * A tune of the demo.
     *
     * @param root the lowest note in Hz
     * @param notes notes a second
     * @param scale the notes above the root, in semitones, played up and down
     * @param seconds how long it is
     */
    record DemoTrack(
            String title, String genre, String tags, double root, double notes, List<Integer> scale, int seconds) {}

    private static final List<Integer> MINOR_PENTATONIC = List.of(0, 3, 5, 7, 10, 12);
    private static final List<Integer> MAJOR = List.of(0, 4, 7, 11, 12, 16);
    private static final List<Integer> DORIAN = List.of(0, 2, 3, 7, 9, 10);

    static DemoCatalog standard() {
        return new DemoCatalog(List.of(
                new DemoArtist(
                        "tidal_choir",
                        "Tidal Choir",
                        "Slow electronics from the estuary.",
                        "Lisbon",
                        "0x0b3954:0xbfd7ea",
                        List.of(
                                new DemoTrack(
                                        "Harbour at Dawn", "Ambient", "slow,morning,sea", 110, 2, MINOR_PENTATONIC, 16),
                                new DemoTrack("Salt Meridian", "Electronic", "sea,arpeggio", 146.83, 6, DORIAN, 14))),
                new DemoArtist(
                        "paper_lanterns",
                        "Paper Lanterns",
                        "Songs for small rooms and open windows.",
                        "Kyoto",
                        "0x7a1f3d:0xffc15e",
                        List.of(
                                new DemoTrack("Window Seat", "Folk", "quiet,acoustic", 196, 3, MAJOR, 13),
                                new DemoTrack("Lantern Festival", "Pop", "bright,summer", 261.63, 5, MAJOR, 12))),
                new DemoArtist(
                        "night_ferry",
                        "Night Ferry",
                        "Two machines and a long crossing.",
                        "Gdansk",
                        "0x1b1b2f:0xe43f5a",
                        List.of(new DemoTrack(
                                "Last Boat to Hel", "Techno", "night,machines", 98, 8, MINOR_PENTATONIC, 15))),
                new DemoArtist(
                        "echo_marta", "Marta", "Listens to everything twice.", "Porto", "0x2d6a4f:0xd8f3dc", List.of()),
                new DemoArtist(
                        "sunday_vinyl", "Sunday Vinyl", "Crate digger.", "Leeds", "0x5f0f40:0xfb8b24", List.of())));
    }
}
