import type { CvssEntry } from '../cvss/index.ts';

/**
 * A CVE record as JSON, format 5.1, with the fields that this program writes; the order of keys is that of the file.
 * The format: the project CVEProject/cve-schema.
 */
export interface CveRecord {
  readonly containers: { readonly cna: CnaContainer };
  readonly cveMetadata: {
    readonly assignerOrgId: string;
    readonly cveId: string;
    readonly state: 'PUBLISHED';
  };
  readonly dataType: 'CVE_RECORD';
  readonly dataVersion: '5.1.1';
}

export interface CnaContainer {
  readonly providerMetadata: { readonly orgId: string };
  readonly descriptions: readonly TextInEnglish[];
  readonly metrics?: readonly CvssEntry[];
  readonly affected: readonly AffectedProduct[];
  readonly cpeApplicability: readonly { readonly nodes: readonly CpeNode[] }[];
  readonly references: readonly { readonly url: string }[];
  readonly title: string;
  readonly x_generator: { readonly engine: string };
}

export interface TextInEnglish {
  readonly lang: 'en';
  readonly value: string;
}

export type AffectedStatus = 'affected' | 'unaffected';

export interface AffectedProduct {
  readonly product: string;
  readonly vendor: string;
  readonly defaultStatus: AffectedStatus;
  readonly repo: string;
  readonly programFiles: readonly string[];
  /** Left out where there is none. */
  readonly versions?: readonly AffectedVersion[];
}

export interface AffectedVersion {
  readonly version: string;
  readonly lessThan?: string;
  readonly lessThanOrEqual?: string;
  readonly status: AffectedStatus;
  readonly versionType?: 'git' | 'semver' | 'original_commit_for_fix';
}

export interface CpeNode {
  readonly operator: 'OR';
  readonly negate: false;
  readonly cpeMatch: readonly CpeMatch[];
}

export interface CpeMatch {
  readonly vulnerable: true;
  readonly criteria: string;
  readonly versionStartIncluding?: string;
  readonly versionEndExcluding?: string;
}
