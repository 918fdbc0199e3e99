/** test/client/markdown - an answer of some 5 KB as a model would write it, with everything that answers have. */

export const longAnswer = `# Why the tides follow the moon

The tide at a coast follows the **moon** more than the sun, because the moon is *so much nearer* [1]. What counts is not how strongly a
body pulls, but how much that pull **differs** from one side of the Earth to the other [1][2]: the difference falls with the *cube* of the
distance. See [NOAA's introduction](https://oceanservice.noaa.gov/education/tutorial_tides/ "Tides and water levels") for pictures, and
\`tidal_range\` below for numbers.

## The short version

- **Two bulges**: one on the side of the moon, one on the far side [1].
- The Earth turns *under* them, so most coasts see two high waters a day, about \`12 h 25 min\` apart.
- When sun and moon stand in line (new and full moon), their bulges add up: a **spring tide** [2, 3].
- When they stand at right angles, they partly cancel: a **neap tide**.
  - The word has nothing to do with the season.
  - Ranges at neaps are often *half* of those at springs [3].

## How the numbers come about

1. Take the mass of the body, \`M\`, and its distance, \`d\`.
2. The tidal acceleration at the surface is about \`2 * G * M * r / d^3\`, where \`r\` is the radius of the Earth.
3. Put the numbers in:

   \`\`\`python
   def tidal_acceleration(mass: float, distance: float) -> float:
       """Difference of the pull between centre and surface, in m/s²."""
       return 2 * G * mass * EARTH_RADIUS / distance**3

   moon = tidal_acceleration(7.35e22, 3.84e8)
   sun = tidal_acceleration(1.99e30, 1.50e11)
   print(f"{moon / sun:.2f}")  # 2.18
   \`\`\`

4. The moon wins by a factor of **2.2** [2].

> "The explanation is simple, the oceans are not."
> Basins resonate, coasts funnel and friction delays, so the tide at a *place* can't be read off the sky [4].

### Some ranges

| Port | Mean range | Spring range | Why |
| :--- | ---: | ---: | --- |
| Burntcoat Head | 11.7 m | **14.5 m** | resonance in the Bay of Fundy [4] |
| Avonmouth | 9.5 m | 12.3 m | a funnel-shaped estuary |
| Brest | 4.2 m | 6.0 m | open to the Atlantic |
| Naples | 0.2 m | 0.3 m | the Mediterranean is *almost* closed |
| Papeete | 0.3 m | 0.3 m | near an amphidromic point [5] |

A station's tables are made from its own history: the level is written as a sum of *constituents*, waves of known period whose amplitude
and phase are fitted to a year of records [5]. A small example:

\`\`\`js
// Height over chart datum, in metres. The periods are in hours.
const constituents = [
  {name: 'M2', period: 12.4206, amplitude: 2.05, phase: 139},
  {name: 'S2', period: 12.0, amplitude: 0.75, phase: 179},
  {name: 'O1', period: 25.8193, amplitude: 0.07, phase: 330},
];

export function heightAt(hours) {
  const waves = constituents.map(({period, amplitude, phase}) =>
    amplitude * Math.cos((2 * Math.PI * hours) / period - (phase * Math.PI) / 180));
  return 4.1 + waves.reduce((sum, wave) => sum + wave, 0);
}
\`\`\`

The list of constituents is long, but few matter in practice:

| Name | Period | What it follows |
|---|---:|---|
| M2 | 12.42 h | the moon, twice a lunar day |
| S2 | 12.00 h | the sun, twice a day |
| N2 | 12.66 h | the moon's *changing distance* [2] |
| K1 | 23.93 h | moon and sun, off the equator |
| O1 | 25.82 h | the moon, off the equator |
| M4 | 6.21 h | shallow water, which bends **M2** out of shape [5] |

### Questions that come up

**Why is high water not at the moment the moon is overhead?** Because the bulge cannot keep up: the ocean is too shallow for a wave that
fast, and land is in the way. The lag is nearly constant for a port, and was once printed in almanacs as the *establishment of the port* [4].

**Why are there places with one tide a day?** When the moon stands far north or south of the equator, the two bulges are unequal at a given
latitude; in basins that answer better to a daily beat, like the Gulf of Tonkin, only one is left:

1. the semidiurnal wave is small there,
2. the diurnal one is close to the basin's own period,
3. so \`K1\` and \`O1\` rule [5].

**Does the air pressure matter?** Yes: *one hectopascal is about one centimetre*, the "inverted barometer". A deep low adds half a metre,
and the wind may add more: that is a **storm surge**, and it's not in the tables.

---

## What is *not* agreed on

Sources differ on two points. [The textbook](https://example.org/tides_(book)) calls the far bulge an effect of "centrifugal force"; the
others [1][4] explain it by the difference in pull alone, which is **enough** and needs no turning frame. And the share of the sun is given
as 44 %, 46 % or "nearly half" [2, 3]; with the numbers above it is 46 %.

* * *

*In short*: the moon leads, the sun joins in, and the coast decides. If you need a number for a day and a place, use that port's own
tables: they are made from measurements [5], and they're **free** for most ports at <https://tidesandcurrents.noaa.gov>.
`;
