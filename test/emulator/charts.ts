// Charts as inline SVG, drawn from a seed: the same dashboard shows the same numbers each time.
import { escapeXml } from './wire.ts';

const colours = ['#2b6cb8', '#37a3a3', '#e0a13a', '#c8576b', '#7f6bc4', '#7b8794'];
const axis = '#d5dbe1';
const ink = '#56616d';

function svg(width: number, height: number, label: string, content: string): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(label)}">${content}</svg>`;
}

function text(x: number, y: number, content: string, anchor = 'middle'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" font-size="11" fill="${ink}">${escapeXml(content)}</text>`;
}

/** 1234567 as 1.2M. */
export function short(value: number): string {
  const one = (number: number) => number.toFixed(1).replace(/\.0$/, '');
  if (value >= 1e6) return `${one(value / 1e6)}M`;
  return value >= 1000 ? `${one(value / 1000)}K` : one(value);
}

/** The end of an axis that reaches a value and whose four steps are round numbers. */
function axisTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value / 4));
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10].find((factor) => factor * power * 4 >= value) ?? 10;
  return step * power * 4;
}

function gridLines(width: number, height: number, left: number, bottom: number, top: number): string {
  return [0, 1, 2, 3, 4].map((step) => {
    const y = height - bottom - (step / 4) * (height - bottom - 12);
    return `<line x1="${left}" x2="${width}" y1="${y}" y2="${y}" stroke="${axis}"/>${text(left - 6, y + 4, short((top * step) / 4), 'end')}`;
  }).join('');
}

/** Vertical bars, one for each label, up to `scale`. */
export function barChart(title: string, labels: string[], scale: number, random: () => number): string {
  const [width, height, left, bottom] = [420, 210, 46, 24];
  const values = labels.map((_, index) => (0.3 + random() * 0.7) * (1 - index * 0.08) * scale);
  const top = axisTop(Math.max(...values));
  const step = (width - left) / labels.length;
  const bars = values.map((value, index) => {
    const size = (value / top) * (height - bottom - 12);
    const x = left + step * (index + 0.18);
    return `<rect x="${x.toFixed(1)}" y="${(height - bottom - size).toFixed(1)}" width="${(step * 0.64).toFixed(1)}" height="${size.toFixed(1)}" rx="1.5" fill="${colours[0]!}"/>${text(x + step * 0.32, height - 8, labels[index]!)}`;
  }).join('');
  return svg(width, height, `${title}: bars, highest ${labels[values.indexOf(Math.max(...values))]!} with ${short(Math.max(...values))}`, gridLines(width, height, left, bottom, top) + bars);
}

/** Lines over half a year, one for each name, at about `scale`; an area under the first. */
export function lineChart(title: string, names: string[], labels: string[], scale: number, random: () => number): string {
  const [width, height, left, bottom] = [640, 220, 56, 24];
  const series = names.map((_, index) => {
    let level = 0.8 - index * 0.26;
    return Array.from({ length: 26 }, (_point, week) => ((level += (random() - 0.46) * 0.08) + Math.sin(week / 2.6 + index) * 0.05) * scale);
  });
  const top = axisTop(Math.max(...series.flat()));
  const x = (week: number) => left + 8 + (week / 25) * (width - left - 20);
  const y = (value: number) => height - bottom - (Math.max(0, value) / top) * (height - bottom - 12);
  const lines = series.map((values, index) => {
    const points = values.map((value, week) => `${x(week).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    const area = index === 0 ? `<polygon points="${x(0).toFixed(1)},${height - bottom} ${points} ${x(25).toFixed(1)},${height - bottom}" fill="${colours[0]!}" opacity=".1"/>` : '';
    return `${area}<polyline points="${points}" fill="none" stroke="${colours[index]!}" stroke-width="2" stroke-linejoin="round"/>`;
  }).join('');
  const ticks = labels.map((label, index) => text(x((index / (labels.length - 1)) * 25), height - 8, label, index === 0 ? 'start' : index === labels.length - 1 ? 'end' : 'middle')).join('');
  return svg(width, height, `${title}: lines over half a year for ${names.join(', ')}`, gridLines(width, height, left, bottom, top) + lines + ticks) + legend(names);
}

/** A ring of shares, of about `scale` in all. */
export function donutChart(title: string, names: string[], scale: number, random: () => number): string {
  const weights = names.map((_, index) => (0.4 + random()) / (index + 1));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const around = 2 * Math.PI * 64;
  let start = 0;
  const rings = weights.map((weight, index) => {
    const size = (weight / sum) * around;
    const ring = `<circle cx="105" cy="100" r="64" fill="none" stroke="${colours[index]!}" stroke-width="30" stroke-dasharray="${Math.max(0, size - 1.5).toFixed(1)} ${around.toFixed(1)}" stroke-dashoffset="${(-start).toFixed(1)}" transform="rotate(-90 105 100)"/>`;
    start += size;
    return ring;
  }).join('');
  const shares = weights.map((weight, index) => `${names[index]!} ${((weight / sum) * 100).toFixed(0)}%`);
  const total = `<text x="105" y="98" text-anchor="middle" font-size="22" fill="#232f3e">${short(sum * scale)}</text>${text(105, 116, 'total')}`;
  return svg(210, 200, `${title}: ${shares.join(', ')}`, rings + total) + legend(shares);
}

function legend(names: string[]): string {
  return `<ul class="legend">${names.map((name, index) => `<li><i style="background:${colours[index]!}"></i>${escapeXml(name)}</li>`).join('')}</ul>`;
}

/** A small line, for a KPI. Only decoration: the KPI says it in words. */
export function sparkline(random: () => number): string {
  let level = 12;
  const points = Array.from({ length: 16 }, (_, index) => `${index * 6},${(level = Math.min(22, Math.max(2, level + (random() - 0.52) * 8))).toFixed(1)}`).join(' ');
  return `<svg viewBox="0 0 90 24" aria-hidden="true" class="spark"><polyline points="${points}" fill="none" stroke="${colours[1]!}" stroke-width="1.8"/></svg>`;
}
